import "@mantine/core/styles.css"
import "@mantine/spotlight/styles.css"
import { MantineProvider } from "@mantine/core"
import { QueryClient, QueryClientProvider } from "@tanstack/react-query"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { Refused } from "./client.ts"
import { App } from "./shell/App.tsx"
import { resolveVariables, theme } from "./shell/theme.ts"

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // What was refused is refused again; what could not be reached may be back.
      retry: (count, error) => count < 2 && !(error instanceof Refused && error.problem.status >= 400),
    },
  },
})

const root = document.getElementById("app")
if (root === null) throw new Error("the page has a place for the app")
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
