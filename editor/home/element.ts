type Attribute = string | number | boolean | undefined | ((event: Event) => void)
export type Child = Node | string | false | null | undefined

/** An HTML element; a function attribute listens to the event it names, `false` and absent attributes are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value)
    else if (value === true) made.setAttribute(name, "")
    else if (value !== undefined && value !== false) made.setAttribute(name, String(value))
  }
  made.append(...present(children))
  return made
}

/** Puts children in the place of what an element held. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...present(children))
}

/** The element of the page's own document with that id; it is always there. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no element \`${id}\``)
  return found
}

/** A list of items, or nothing when there are none. */
export function list(items: readonly Child[], attributes: Readonly<Record<string, Attribute>> = {}): Child {
  return items.length > 0 && element("ul", attributes, ...items.map((item) => element("li", {}, item)))
}

let ids = 0
/** An id that no other element of the page has. */
export function newId(stem: string): string {
  ids += 1
  return `${stem}-${ids}`
}

function present(children: readonly Child[]): readonly (Node | string)[] {
  return children.filter((child) => child !== false && child !== null && child !== undefined)
}
