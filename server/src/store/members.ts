import type { Role } from "../access/principal.ts"
import type { Database } from "./tables.ts"

export interface MemberRow {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  /** Whose log it is, of a member who is an athlete. */
  readonly athleteId: string | null
  readonly createdAt: string
  /** The teams that the member coaches, by id. */
  readonly teams: readonly string[]
}
export type NewMember = Omit<MemberRow, "name" | "email">

/** The members of one organisation, and which teams its coaches have. */
export function membersOf(db: Database, tenant: string) {
  const rows = () =>
    db
      .selectFrom("members")
      .innerJoin("auth_users", "auth_users.id", "members.user_id")
      .select(["members.id", "user_id", "name", "email", "role", "athlete_id", "members.created_at"])
      .where("tenant_id", "=", tenant)
  const teams = async (memberId: string): Promise<readonly string[]> => {
    const found = await db
      .selectFrom("team_coaches")
      .select("team_id")
      .where("tenant_id", "=", tenant)
      .where("member_id", "=", memberId)
      .orderBy("team_id")
      .execute()
    return found.map((row) => row.team_id)
  }
  const toRow = async (row: Awaited<ReturnType<ReturnType<typeof rows>["execute"]>>[number]): Promise<MemberRow> => ({
    id: row.id,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    role: row.role,
    athleteId: row.athlete_id,
    createdAt: row.created_at,
    teams: await teams(row.id),
  })
  const setTeams = async (memberId: string, teamIds: readonly string[]) => {
    await db.deleteFrom("team_coaches").where("tenant_id", "=", tenant).where("member_id", "=", memberId).execute()
    for (const teamId of new Set(teamIds))
      await db.insertInto("team_coaches").values({ tenant_id: tenant, team_id: teamId, member_id: memberId }).execute()
  }
  return {
    async insert(member: NewMember): Promise<void> {
      await db
        .insertInto("members")
        .values({
          tenant_id: tenant,
          id: member.id,
          user_id: member.userId,
          role: member.role,
          athlete_id: member.athleteId,
          created_at: member.createdAt,
        })
        .execute()
      await setTeams(member.id, member.teams)
    },
    async find(id: string): Promise<MemberRow | undefined> {
      const row = await rows().where("members.id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : await toRow(row)
    },
    async findByUser(userId: string): Promise<MemberRow | undefined> {
      const row = await rows().where("user_id", "=", userId).executeTakeFirst()
      return row === undefined ? undefined : await toRow(row)
    },
    async findByEmail(email: string): Promise<MemberRow | undefined> {
      const row = await rows().where("email", "=", email).executeTakeFirst()
      return row === undefined ? undefined : await toRow(row)
    },
    /** In the order they joined. */
    async list(): Promise<readonly MemberRow[]> {
      const found = await rows().orderBy("members.created_at").orderBy("members.id").execute()
      const members: MemberRow[] = []
      for (const row of found) members.push(await toRow(row))
      return members
    },
    async countAdmins(): Promise<number> {
      const found = await db
        .selectFrom("members")
        .select("id")
        .where("tenant_id", "=", tenant)
        .where("role", "=", "admin")
        .execute()
      return found.length
    },
    async update(id: string, { role, athleteId, teams: teamIds }: Pick<MemberRow, "role" | "athleteId" | "teams">) {
      await db
        .updateTable("members")
        .set({ role, athlete_id: athleteId })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .execute()
      await setTeams(id, teamIds)
    },
    /** Takes the member out; an account that belongs to no organisation any more goes with its sessions. */
    async delete({ id, userId }: Pick<MemberRow, "id" | "userId">): Promise<void> {
      await db.deleteFrom("team_coaches").where("tenant_id", "=", tenant).where("member_id", "=", id).execute()
      await db.deleteFrom("members").where("tenant_id", "=", tenant).where("id", "=", id).execute()
      const elsewhere = await db.selectFrom("members").select("id").where("user_id", "=", userId).executeTakeFirst()
      if (elsewhere === undefined) await db.deleteFrom("auth_users").where("id", "=", userId).execute()
    },
  }
}
