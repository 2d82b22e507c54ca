import "@xyflow/react/dist/base.css"
import { Background, type Edge, MiniMap, type Node, ReactFlow, ReactFlowProvider, useReactFlow } from "@xyflow/react"
import { useMantineColorScheme } from "@mantine/core"
import { useEffect, useMemo, useRef } from "react"
import { useEdit, useEditStore } from "../edit/editStore.ts"
import { useSheet } from "../edit/sheet.ts"
import { type Flow, toFlow } from "../model/flow.ts"
import { RuleCard, RungCard, SignalCard } from "./cards.tsx"
import { nextCard } from "./nextCard.ts"
import styles from "./canvas.module.css"

const nodeTypes = { signal: SignalCard, finding: RuleCard, verdict: RuleCard, rung: RungCard }

/** The ruleset as cards in lanes. One tab stop: arrow keys go from card to card, E opens the chosen card's first threshold. */
export function RulesCanvas() {
  return (
    <ReactFlowProvider>
      <Canvas />
    </ReactFlowProvider>
  )
}

function Canvas() {
  const store = useEditStore()
  const document = useEdit((state) => state.document)
  const selected = useEdit((state) => state.selected)
  const { traces, decision } = useSheet()
  const { fitView } = useReactFlow()
  const { colorScheme } = useMantineColorScheme()
  const flow = useMemo(() => toFlow(document), [document])
  const nodes = useMemo((): Node[] => flow.nodes.map((node) => ({ ...node })), [flow])
  const edges = useMemo(
    () => shownEdges(flow, selected, decision?.decidedBy ?? undefined, traces),
    [flow, selected, decision?.decidedBy, traces],
  )
  const isShown = useRef(false)
  const decidedBy = decision?.decidedBy
  useEffect(() => {
    if (isShown.current || decidedBy === null || decidedBy === undefined) return
    isShown.current = true
    void fitView({ nodes: [{ id: `rule ${decidedBy}` }], maxZoom: 0.7 })
  }, [decidedBy, fitView])

  useEffect(() => {
    if (selected === undefined) return
    // Chosen in another view, or just added: brought into sight; a card in sight stays where it is.
    const isInSight = globalThis.document.querySelector(`[data-id="${CSS.escape(selected)}"]`) !== null
    if (!isInSight) void fitView({ nodes: [{ id: selected }], maxZoom: 0.9, minZoom: 0.5 })
  }, [selected, fitView])

  const onKeyDown = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const next = nextCard(flow.nodes, selected, event.key)
    if (next === undefined) return
    event.preventDefault()
    store.getState().select(next)
    void fitView({ nodes: [{ id: next }], maxZoom: 0.9, minZoom: 0.5, duration: motion(150) })
  }
  return (
    <div
      className={styles.wrap}
      tabIndex={0}
      role="group"
      aria-roledescription="canvas"
      aria-label="Rules as cards. Arrow keys go from card to card, E moves a threshold, 3 shows all of it as text."
      onKeyDown={onKeyDown}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        selectionKeyCode={null}
        onNodeClick={(_, { id, type }) => type !== "rung" && store.getState().select(id)}
        onPaneClick={() => store.getState().select(undefined)}
        onlyRenderVisibleElements
        fitView
        minZoom={0.1}
        maxZoom={1.5}
        colorMode={colorScheme === "auto" ? "system" : colorScheme}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={24} />
        <MiniMap
          style={{ width: 130, height: 150 }}
          pannable
          zoomable
          ariaLabel="The whole canvas, small"
          nodeColor="var(--line)"
          bgColor="var(--ground)"
        />
      </ReactFlow>
    </div>
  )
}

const motion = (ms: number) => (matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ms)

/** Only what concerns the chosen card, or else the rule that decided and what is true about it: all at once would be a web. */
function shownEdges(
  { edges }: Flow,
  selected: string | undefined,
  decidedBy: string | undefined,
  traces: ReadonlyMap<string, { readonly result: boolean | "unknown" }>,
): Edge[] {
  const concerned = selected ?? (decidedBy === undefined ? undefined : `rule ${decidedBy}`)
  const isConcerned = (id: string) => id === concerned
  const fired = (id: string) => traces.get(id.replace("rule ", ""))?.result
  return edges
    .filter(
      ({ source, target }) =>
        isConcerned(source) || isConcerned(target) || (selected === undefined && fired(target) === true),
    )
    .map((edge) => {
      const result = edge.source.startsWith("rule ") ? fired(edge.source) : fired(edge.target)
      return {
        ...edge,
        focusable: false,
        selectable: false,
        style: {
          stroke: "var(--muted)",
          strokeWidth: result === true ? 3.5 : 1.2,
          ...(result === "unknown" && { strokeDasharray: "6 5" }),
        },
      }
    })
}
