export { type HttpServer, type HttpServerOptions, startHttpServer } from './http/server.ts';
export { createLogger } from './logging.ts';
export { Organization, type OrganizationOptions } from './organization.ts';
export { type ServerRouter, serverRouter } from './router.ts';
