import { crashRounds } from "../crash/crashRounds.ts"
import { bothStores, type PromiseScript } from "./promise.ts"

/** Four writers post while the server is killed and started again; on PostgreSQL every tenth time the database is killed too. */
export const crashes: PromiseScript = {
  id: "P1",
  says: "no acknowledged check-in is lost, doubled or left undecided over kill −9 rounds",
  small: 4,
  full: 200,
  stores: bothStores,
  run: async ({ size, seed, place, crashDatabase }) => {
    const report = await crashRounds(size, seed, place, crashDatabase)
    const { acknowledged, lost, doubled, undecided, whole } = report
    const figure = `${size} kills${report.databaseKills > 0 ? ` (${report.databaseKills} of the database as well)` : ""}: ${acknowledged} acknowledged, ${lost.length} lost, ${doubled.length} doubled, ${undecided.length} undecided, store ${whole ? "whole" : "NOT WHOLE"}, chain ${report.chainIntact ? "intact" : "NOT INTACT"}`
    const none = lost.length + doubled.length + undecided.length === 0
    return { kept: none && whole && report.chainIntact && acknowledged > size, figure }
  },
}
