import { Spotlight, type SpotlightActionData } from "@mantine/spotlight"
import { useQuery } from "@tanstack/react-query"
import { useLocation } from "wouter"
import { get } from "../client.ts"

interface Listed {
  readonly rulesets: readonly { readonly id: string; readonly title: string }[]
}

/** Ctrl or ⌘ and K: goes to any page, ruleset or theme by typing a piece of its name. */
export function CommandPalette() {
  const [, go] = useLocation()
  const { data } = useQuery({ queryKey: ["rulesets"], queryFn: () => get<Listed>("/api/rulesets") })
  const actions: SpotlightActionData[] = [
    { id: "squad", label: "Squad", description: "Today's verdicts", onClick: () => location.assign("/") },
    { id: "check-in", label: "Check in", onClick: () => location.assign("/#check-in") },
    { id: "rules", label: "Rules", description: "Every ruleset and its versions", onClick: () => go("/rulesets") },
    { id: "compare", label: "Compare", description: "Two rulesets on logged history", onClick: () => go("/compare") },
    ...(data?.rulesets ?? []).flatMap(({ id, title }): SpotlightActionData[] => [
      { id: `edit ${id}`, label: `Edit ${title}`, description: id, onClick: () => go(`/rulesets/${id}/edit`) },
      { id: `versions ${id}`, label: `Versions of ${title}`, onClick: () => go(`/rulesets/${id}/versions`) },
    ]),
  ]
  return (
    <Spotlight
      actions={actions}
      shortcut={["mod + K"]}
      nothingFound="Nothing of that name"
      searchProps={{ placeholder: "Go to…", "aria-label": "Go to" }}
      highlightQuery
      scrollable
    />
  )
}
