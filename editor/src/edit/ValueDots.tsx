import { useMemo } from "react"
import { comparedSignal } from "../model/comparedSignal.ts"
import styles from "./edit.module.css"
import { useEdit } from "./editStore.ts"
import { useSheet } from "./sheet.ts"

const width = 300
const height = 44
const bins = 30

/** The athlete's own values of what a threshold is compared with, over the slider's range: dots when few, bars when many. */
export function ValueDots({
  threshold,
  athleteId,
  min,
  max,
  value,
}: {
  readonly threshold: string
  readonly athleteId: string | undefined
  readonly min: number
  readonly max: number
  readonly value: number
}) {
  const document = useEdit((state) => state.document)
  const { history } = useSheet()
  const values = useMemo(() => {
    const signal = comparedSignal(document, threshold)
    if (signal === undefined || history.status !== "ready") return []
    return history.values(signal, athleteId).filter((each) => each >= min && each <= max)
  }, [document, threshold, history.status, history.values, athleteId, min, max])
  if (values.length === 0) return null
  const x = (each: number) => 6 + ((each - min) / (max - min)) * (width - 12)
  const counts = Array.from({ length: bins }, () => 0)
  const dots = values.map((each) => {
    const bin = Math.min(bins - 1, Math.floor(((each - min) / (max - min)) * bins))
    const rank = counts[bin] ?? 0
    counts[bin] = rank + 1
    return { x: x(each), rank }
  })
  const most = Math.max(...counts)
  return (
    <svg className={styles.dots} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${values.length} values`}>
      {values.length < 40
        ? dots.map((dot, place) => (
            <circle key={place} cx={dot.x} cy={height - 5 - Math.min(6, dot.rank) * 6} r={2.6} />
          ))
        : counts.map((count, bin) => {
            const tall = (count / most) * (height - 4)
            return (
              <rect key={bin} x={6 + (bin * (width - 12)) / bins} y={height - tall} width={8} height={tall} rx={1} />
            )
          })}
      <line x1={x(value)} x2={x(value)} y1={0} y2={height} />
    </svg>
  )
}
