import { Table } from "@mantine/core"
import { VerdictMark, verdictWord } from "../shell/VerdictMark.tsx"
import type { Matrix } from "./types.ts"
import styles from "./compare.module.css"

const order = ["refer", "deload", "reduce", "train", "push"] as const

/** Days by verdict of either side; ink only where the two differ. */
export function FlipMatrix({ matrix }: { readonly matrix: Matrix }) {
  return (
    <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="region" aria-label="Days by verdict">
      <table className={styles.matrix}>
        <caption>Days by verdict: A in rows, B in columns</caption>
        <thead>
          <tr>
            <td />
            {order.map((verdict) => (
              <th key={verdict} scope="col">
                <VerdictMark verdict={verdict} size={20} label={verdictWord(verdict)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {order.map((from) => (
            <tr key={from}>
              <th scope="row">
                <VerdictMark verdict={from} size={20} /> {verdictWord(from)}
              </th>
              {order.map((to) => {
                const days = matrix[from]?.[to] ?? 0
                return (
                  <td key={to} data-differs={from !== to && days > 0}>
                    {days === 0 ? "·" : days}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Table.ScrollContainer>
  )
}
