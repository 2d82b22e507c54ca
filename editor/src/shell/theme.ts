import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core"

/** The one blue of the pages: push, links, focus. */
const blue: MantineColorsTuple = [
  "#eef1ff",
  "#dbe1ff",
  "#b3bffb",
  "#8b9cf6",
  "#6478ee",
  "#3a52e4",
  "#0e28cb",
  "#0b21aa",
  "#091a88",
  "#061266",
]

export const theme = createTheme({
  primaryColor: "blue",
  primaryShade: { light: 6, dark: 3 },
  colors: { blue },
  fontFamily: "system-ui, 'DejaVu Sans', 'Segoe UI', Roboto, sans-serif",
  headings: { fontFamily: "system-ui, 'DejaVu Sans', 'Segoe UI', Roboto, sans-serif", fontWeight: "700" },
  defaultRadius: "md",
  cursorType: "pointer",
})

/** Fills of verdicts: told apart by people who see few colours, in both themes; words and patterns go with them. */
const fills = {
  light: {
    push: "#0e28cb",
    train: "#019da0",
    reduce: "#c48600",
    deload: "#931d00",
    refer: "#260d1c",
    none: "#8a94a0",
    ground: "#f7f7f4",
    surface: "#ffffff",
    line: "#dcdcd5",
    muted: "#585e68",
  },
  dark: {
    push: "#2f68c4",
    train: "#28af89",
    reduce: "#ffb400",
    deload: "#ca5e24",
    refer: "#f6e4ef",
    none: "#7c8794",
    ground: "#121416",
    surface: "#1a1d20",
    line: "#2f3439",
    muted: "#a5abb3",
  },
} as const

const variables = (of: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [`--${name}`, value]))

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...variables(fills.light),
    "--mantine-color-body": fills.light.ground,
    "--mantine-color-dimmed": fills.light.muted,
  },
  dark: {
    ...variables(fills.dark),
    "--mantine-color-body": fills.dark.ground,
    "--mantine-color-dimmed": fills.dark.muted,
  },
})
