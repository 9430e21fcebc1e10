import type { FastifyInstance } from 'fastify';

/** What someone sees who opens the link of an invitation in a browser. The code is after the #, so it never reaches the server here. */
const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Your invitation to Fieldgoal</title>
<h1>Your invitation to Fieldgoal</h1>
<p>Open the Fieldgoal app, choose <b>I have an invitation</b>, and paste this page’s whole address there.</p>
<p>The address is good once and for you only: don’t pass it on.</p>
</html>
`;

export function serveInvitationPage(app: FastifyInstance): void {
  app.get('/invitation', async (_request, reply) => {
    reply.header('content-security-policy', "default-src 'none'").header('referrer-policy', 'no-referrer');
    return reply.type('text/html; charset=utf-8').send(PAGE);
  });
}
