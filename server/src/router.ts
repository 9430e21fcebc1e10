import { auditRouter } from './rpc/audit-router.ts';
import { adjustmentsRouter, goalsRouter } from './rpc/goals-router.ts';
import { authRouter } from './rpc/auth-router.ts';
import { importsRouter } from './rpc/imports-router.ts';
import { invitationsRouter } from './rpc/invitations-router.ts';
import { jobsRouter } from './rpc/jobs-router.ts';
import { organizationsRouter } from './rpc/organizations-router.ts';
import { keysRouter } from './rpc/keys-router.ts';
import { setupRouter } from './rpc/setup-router.ts';
import { memberProcedure, router } from './rpc/trpc.ts';
import { opsRouter } from './rpc/ops-router.ts';
import { teamsRouter } from './rpc/teams-router.ts';
import { usersRouter } from './rpc/users-router.ts';
import { activitiesRouter, dealsRouter, tasksRouter } from './rpc/work-routers.ts';

/** The server's API, for hosts over HTTP and for the command line over HTTP or in its own process. */
export const serverRouter = router({
  setup: setupRouter,
  auth: authRouter,
  imports: importsRouter,
  jobs: jobsRouter,
  users: usersRouter,
  teams: teamsRouter,
  ops: opsRouter,
  invitations: invitationsRouter,
  audit: auditRouter,
  organizations: organizationsRouter,
  keys: keysRouter,
  goals: goalsRouter,
  adjustments: adjustmentsRouter,
  deals: dealsRouter,
  activities: activitiesRouter,
  tasks: tasksRouter,
  me: memberProcedure.query(({ ctx: { organization, caller } }) => ({
    memberId: caller.memberId,
    role: caller.role,
    name: organization.replica.record('members', caller.memberId)?.name ?? caller.memberId,
    organization: organization.id,
  })),
});

export type ServerRouter = typeof serverRouter;
