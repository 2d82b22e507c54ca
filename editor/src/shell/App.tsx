import {
  ActionIcon,
  Anchor,
  Container,
  Group,
  Kbd,
  Loader,
  Text,
  useMantineColorScheme,
  VisuallyHidden,
} from "@mantine/core"
import { spotlight } from "@mantine/spotlight"
import { lazy, Suspense } from "react"
import { Link, Route, Switch, useLocation } from "wouter"
import { CommandPalette } from "./CommandPalette.tsx"
import styles from "./shell.module.css"

const RulesetsPage = lazy(async () => ({ default: (await import("../pages/RulesetsPage.tsx")).RulesetsPage }))
const VersionsPage = lazy(async () => ({ default: (await import("../pages/VersionsPage.tsx")).VersionsPage }))
const EditPage = lazy(async () => ({ default: (await import("../pages/EditPage.tsx")).EditPage }))
const ComparePage = lazy(async () => ({ default: (await import("../pages/ComparePage.tsx")).ComparePage }))
const DecisionPage = lazy(async () => ({ default: (await import("../pages/DecisionPage.tsx")).DecisionPage }))

/** Pages within the app; the squad and the check-in are pages of their own, without this script. */
const links = [
  { href: "/", label: "Squad", isOutside: true },
  { href: "/rulesets", label: "Rules" },
  { href: "/compare", label: "Compare" },
  { href: "/#past", label: "Read a log", isOutside: true },
  { href: "/settings", label: "Settings", isOutside: true },
  { href: "/api/docs", label: "API", isOutside: true },
] as const

/** The frame around every page: navigation, theme, command palette, and the disclaimer under everything. */
export function App() {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" tabIndex={-1} className={styles.main}>
        <Suspense fallback={<Waiting />}>
          <Switch>
            <Route path="/rulesets" component={RulesetsPage} />
            <Route path="/rulesets/:id/versions" component={VersionsPage} />
            <Route path="/rulesets/:id/edit" component={EditPage} />
            <Route path="/compare" component={ComparePage} />
            <Route path="/decisions/:id" component={DecisionPage} />
            <Route>
              <Container>
                <h1>Nothing here</h1>
                <Anchor href="/">Back to the squad</Anchor>
              </Container>
            </Route>
          </Switch>
        </Suspense>
      </main>
      <footer className={styles.footer}>
        <Text size="xs" c="dimmed">
          General information, not medical advice. Pain, illness or warning symptoms: stop and see a health
          professional.
        </Text>
      </footer>
      <CommandPalette />
    </>
  )
}

function Header() {
  const [location] = useLocation()
  return (
    <header className={styles.header}>
      <Text component="p" fw={700} className={styles.brand}>
        Barometer
      </Text>
      <nav aria-label="Pages" className={styles.nav}>
        {links.map(({ href, label, ...link }) =>
          "isOutside" in link ? (
            <a key={href} href={href}>
              {label}
            </a>
          ) : (
            <Link key={href} href={href} aria-current={location.startsWith(href) ? "page" : undefined}>
              {label}
            </Link>
          ),
        )}
      </nav>
      <Group gap="xs">
        <button type="button" className={styles.paletteButton} onClick={() => spotlight.open()}>
          Go to… <Kbd size="xs">Ctrl K</Kbd>
        </button>
        <ThemeButton />
      </Group>
    </header>
  )
}

function ThemeButton() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const next = colorScheme === "auto" ? "dark" : colorScheme === "dark" ? "light" : "auto"
  const icons = { auto: "◐", dark: "●", light: "○" } as const
  return (
    <ActionIcon
      variant="default"
      aria-label={`Theme: ${colorScheme}. Change to ${next}`}
      onClick={() => setColorScheme(next)}
    >
      <span aria-hidden="true">{icons[colorScheme]}</span>
    </ActionIcon>
  )
}

function Waiting() {
  return (
    <Container py="xl" role="status">
      <Loader size="sm" />
      <VisuallyHidden>Loading the page</VisuallyHidden>
    </Container>
  )
}
