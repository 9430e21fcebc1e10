import { createServer } from 'node:net';

export interface WantedPort {
  readonly port: number;
  /** "the server": stands in sentences. */
  readonly whose: string;
}

/** What to say when one of the ports can't be had, or null when all are free at this moment. */
export async function portProblem(wanted: readonly WantedPort[], basePort: number): Promise<string | null> {
  for (const { port, whose } of wanted) {
    const code = await listenError(port);
    if (code === null) continue;
    const reason = code === 'EADDRINUSE' ? 'is in use' : `can't be used (${code})`;
    return `Port ${port}, wanted for ${whose}, ${reason}. Choose others with: npm start -- --port ${basePort + 100}`;
  }
  return null;
}

function listenError(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}
