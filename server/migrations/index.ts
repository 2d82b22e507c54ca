import type { Migration } from "kysely/migration"
import * as athletes from "./0001Athletes.ts"
import * as entries from "./0002Entries.ts"
import * as decisions from "./0003Decisions.ts"
import * as idempotencyKeys from "./0004IdempotencyKeys.ts"
import * as rulesets from "./0005Rulesets.ts"
import * as meta from "./0006Meta.ts"
import * as overrides from "./0007Overrides.ts"
import * as decisionOverrides from "./0008DecisionOverrides.ts"
import * as audit from "./0010Audit.ts"
import * as idempotencyLeases from "./0011IdempotencyLeases.ts"
import * as accounts from "./0020Accounts.ts"
import * as organisations from "./0021Organisations.ts"
import * as keys from "./0022Keys.ts"
import * as athleteTeams from "./0023AthleteTeams.ts"
import * as rulesetVersions from "./0030RulesetVersions.ts"
import * as webhooks from "./0040Webhooks.ts"
import * as digests from "./0041Digests.ts"
import * as comparisons from "./0042Comparisons.ts"
import * as rulesetDrafts from "./0031RulesetDrafts.ts"
import * as goldenDays from "./0032GoldenDays.ts"
import * as assignments from "./0033Assignments.ts"
import * as shadowDecisions from "./0034ShadowDecisions.ts"

/** Every migration by name, in order; a landed one is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  "0001Athletes": athletes,
  "0002Entries": entries,
  "0003Decisions": decisions,
  "0004IdempotencyKeys": idempotencyKeys,
  "0005Rulesets": rulesets,
  "0006Meta": meta,
  "0007Overrides": overrides,
  "0008DecisionOverrides": decisionOverrides,
  "0010Audit": audit,
  "0011IdempotencyLeases": idempotencyLeases,
  "0020Accounts": accounts,
  "0021Organisations": organisations,
  "0022Keys": keys,
  "0023AthleteTeams": athleteTeams,
  "0030RulesetVersions": rulesetVersions,
  "0040Webhooks": webhooks,
  "0041Digests": digests,
  "0042Comparisons": comparisons,
  "0031RulesetDrafts": rulesetDrafts,
  "0032GoldenDays": goldenDays,
  "0033Assignments": assignments,
  "0034ShadowDecisions": shadowDecisions,
}
