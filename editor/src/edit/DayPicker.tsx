import { Select } from "@mantine/core"
import { fromDay, toDay } from "@barometer/engine/readiness"
import { useQuery } from "@tanstack/react-query"
import { useEffect } from "react"
import { get } from "../client.ts"
import { verdictWord } from "../shell/VerdictMark.tsx"

/** An athlete and a day of theirs that was decided. */
export interface PickedDay {
  readonly athleteId?: string
  readonly localDate?: string
  readonly decisionId?: string
}

interface Roster {
  readonly athletes: readonly {
    readonly id: string
    readonly latest: { readonly id: string; readonly localDate: string } | null
  }[]
}
interface Timeline {
  readonly days: readonly {
    readonly localDate: string
    readonly verdict: string | null
    readonly decidingId: string | null
  }[]
}

const shownDays = 120

/** Chooses whose day the cards are read on: at first the one asked for, else the latest of the first athlete. */
export function DayPicker({
  picked: { athleteId, localDate },
  onPick,
}: {
  readonly picked: PickedDay
  readonly onPick: (day: PickedDay) => void
}) {
  const roster = useQuery({ queryKey: ["athletes"], queryFn: () => get<Roster>("/api/athletes?limit=200") })
  const athletes = roster.data?.athletes.filter(({ latest }) => latest !== null) ?? []
  const latest = athletes.find(({ id }) => id === athleteId)?.latest?.localDate ?? localDate
  const timeline = useQuery({
    queryKey: ["timeline", athleteId, latest],
    queryFn: () =>
      get<Timeline>(
        `/api/athletes/${encodeURIComponent(athleteId ?? "")}/timeline?from=${fromDay(toDay(latest ?? "") - shownDays)}&to=${latest ?? ""}`,
      ),
    enabled: athleteId !== undefined && latest !== undefined,
  })
  const days = timeline.data?.days.filter(({ decidingId }) => decidingId !== null).toReversed() ?? []
  const first = athletes[0]?.id
  useEffect(() => {
    if (athleteId === undefined && first !== undefined) onPick({ athleteId: first })
  }, [athleteId, first, onPick])
  const day = days.find((each) => each.localDate === localDate) ?? days[0]
  useEffect(() => {
    if (athleteId !== undefined && day !== undefined && day.decidingId !== null)
      onPick({ athleteId, localDate: day.localDate, decisionId: day.decidingId })
  }, [athleteId, day?.localDate, day?.decidingId, onPick])
  if (roster.data !== undefined && athletes.length === 0) return null
  return (
    <>
      <Select
        aria-label="Athlete"
        size="xs"
        w={150}
        value={athleteId ?? null}
        allowDeselect={false}
        searchable
        data={athletes.map(({ id }) => id)}
        onChange={(next) => next !== null && onPick({ athleteId: next })}
      />
      <Select
        aria-label="Day"
        size="xs"
        w={210}
        value={localDate ?? null}
        allowDeselect={false}
        searchable
        data={days.map((each) => ({
          value: each.localDate,
          label: `${each.localDate} ${verdictWord(each.verdict)}`,
        }))}
        onChange={(next) => next !== null && athleteId !== undefined && onPick({ athleteId, localDate: next })}
      />
    </>
  )
}
