import { Text } from "@mantine/core"
import { useEffect } from "react"
import { readersOfThreshold } from "../model/readersOfThreshold.ts"
import { useEdit } from "./editStore.ts"
import { useSheet } from "./sheet.ts"

/** “fires 9 → 14 days; 3 verdicts flip”, while the threshold moves; nothing where the past is not at hand. */
export function FiredChange({ threshold }: { readonly threshold: string }) {
  const { history } = useSheet()
  const moving = useEdit((state) => state.moving)
  const document = useEdit((state) => state.document)
  const { preview } = history
  useEffect(() => {
    preview(new Map(moving === undefined ? [] : [[moving.threshold, moving.value]]))
  }, [preview, moving])
  if (history.status !== "ready")
    return (
      <Text size="sm" mt={6}>
        {history.status === "failed"
          ? history.message
          : `Reading the squad's past: ${Math.round(history.progress * 100)} %`}
      </Text>
    )
  const rules = readersOfThreshold(document, threshold)
  const flips = history.flips.length
  return (
    <Text size="sm" mt={6} role="status">
      {rules.map(
        (rule) => `${rule} fires ${history.baseFiredDays.get(rule) ?? 0} → ${history.firedDays.get(rule) ?? 0} days; `,
      )}
      {flips === 1 ? "1 verdict flips" : `${flips} verdicts flip`}
    </Text>
  )
}
