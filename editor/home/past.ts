import { element } from "./element.ts"
export function pastView(_: { readonly onKept: () => void }) {
  return { element: element("div"), read: async (_file: File) => {} }
}
