export { describe } from './openapi.ts';
export type { Route } from './route.ts';
export { openApp, type Running, routeTable, type ServeOptions, serve } from './serve.ts';
