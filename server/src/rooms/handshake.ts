import { ENGINE_VERSION, SCHEMA_VERSION } from '@fieldgoal/domain';
import { CAPABILITIES, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION, type ToServer } from '@fieldgoal/sync';

export type Hello = Extract<ToServer, { type: 'hello' }>;

const UPDATE_APP = 'This version of the app is too old for the server. Please update the app; what is on this device stays there.';
const UPDATE_SERVER =
  'This version of the app is newer than the server. Please ask an admin to update the server; what is on this device stays there.';

/** Which side has to be updated before the two can speak, in words; null where they can. */
export function versionProblem(hello: Hello): string | null {
  if (hello.protocol < OLDEST_PROTOCOL_VERSION) return UPDATE_APP;
  if ((hello.oldestProtocol ?? hello.protocol) > PROTOCOL_VERSION) return UPDATE_SERVER;
  if (hello.schema !== SCHEMA_VERSION) return hello.schema < SCHEMA_VERSION ? UPDATE_APP : UPDATE_SERVER;
  if (hello.engine !== ENGINE_VERSION) return hello.engine < ENGINE_VERSION ? UPDATE_APP : UPDATE_SERVER;
  return null;
}

/** What holds for the socket: the highest version and the capabilities that both have. */
export function agree(hello: Hello): { readonly protocol: number; readonly capabilities: readonly string[] } {
  return {
    protocol: Math.min(hello.protocol, PROTOCOL_VERSION),
    capabilities: CAPABILITIES.filter((capability) => hello.capabilities.includes(capability)),
  };
}
