import { type Margin, type TraceNode, leavesOfTrace } from "@barometer/engine/rules"

/** The margin, of a rule's comparisons, that is nearest to turning among those that keep the rule as it is; undefined without numbers. */
export function nearestMargin(trace: TraceNode): Margin | undefined {
  const margins = [...leavesOfTrace(trace)].flatMap(({ margin, result }) =>
    margin === undefined || result !== trace.result ? [] : [margin],
  )
  return margins.toSorted((a, b) => a.by - b.by)[0]
}
