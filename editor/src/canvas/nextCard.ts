import type { FlowNode } from "../model/flow.ts"

const directions: Readonly<Record<string, { readonly x: number; readonly y: number }>> = {
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
}

/** The card that an arrow key leads to from another: the nearest in its direction, cards straight ahead before those aside. */
export function nextCard(nodes: readonly FlowNode[], from: string | undefined, key: string): string | undefined {
  const direction = directions[key]
  if (direction === undefined) return undefined
  const cards = nodes.filter(({ type }) => type !== "rung")
  const start = cards.find(({ id }) => id === from)
  if (start === undefined) return cards.find(({ type }) => type === "verdict")?.id ?? cards[0]?.id
  const here = centreOf(start)
  const distances = cards.flatMap((card) => {
    const there = centreOf(card)
    const ahead = (there.x - here.x) * direction.x + (there.y - here.y) * direction.y
    const aside = Math.abs((there.x - here.x) * direction.y) + Math.abs((there.y - here.y) * direction.x)
    return ahead > 1 && card !== start ? [{ id: card.id, distance: ahead + 2 * aside }] : []
  })
  return distances.toSorted((a, b) => a.distance - b.distance)[0]?.id
}

function centreOf({ position, width, height }: FlowNode) {
  return { x: position.x + width / 2, y: position.y + height / 2 }
}
