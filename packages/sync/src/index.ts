export {
  type ConnectionState,
  createSyncClient,
  type SyncClient,
  type SyncClientOptions,
  type SyncReplica,
  type SyncState,
} from './client.ts';
export { CAPABILITIES, CLOSE, isPermanent, type ToDevice, type ToServer, toDeviceSchema, toServerSchema } from './control.ts';
export { decodeFrame, encodeFrame, type Frame, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION } from './frames.ts';
