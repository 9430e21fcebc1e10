import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { lookOver } from './verify.ts';

/** The thread of `verifyDatabase`. */
const { file, organization } = z.object({ file: z.string(), organization: z.string() }).parse(workerData);
parentPort?.postMessage(await lookOver(file, organization));
