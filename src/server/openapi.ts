import { z } from 'zod';
import { json, type Route, route } from './route.ts';

/** The description of the API, made from the route table: it cannot lag behind. */
export function describe(routes: readonly Route[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const r of routes.filter((r) => r.path.startsWith('/api/'))) {
    const path = r.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [r.method.toLowerCase()]: operation(r) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'socpf', version: '1', description: 'Figures that can be defended.' },
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'socpf' } },
    },
    security: [{ session: [] }],
  };
}

function operation(r: Route): Record<string, unknown> {
  return {
    summary: r.summary,
    'x-action': r.action,
    parameters: [...parametersOf(r.params, 'path'), ...parametersOf(r.query, 'query')],
    ...(r.uploads
      ? {
          requestBody: {
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  additionalProperties: {
                    type: 'string',
                    contentMediaType: 'application/octet-stream',
                  },
                },
              },
            },
          },
        }
      : r.body
        ? { requestBody: { content: { 'application/json': { schema: schemaOf(r.body) } } } }
        : {}),
    responses: {
      200: { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } },
      default: {
        description: 'Refused: `{ problems: [{ code, name, message, mend, where, data }] }`',
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query') {
  if (!schema) return [];
  const made = schemaOf(schema) as {
    properties?: Record<string, unknown>;
    required?: readonly string[];
  };
  return Object.entries(made.properties ?? {}).map(([name, type]) => ({
    name,
    in: where,
    required: where === 'path' || (made.required ?? []).includes(name),
    schema: type,
  }));
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return made;
}

export const openApiRoute = (routes: () => readonly Route[]): Route =>
  route({
    method: 'GET',
    path: '/api/openapi.json',
    action: 'see-figures',
    words: 'read the description of the API',
    summary: 'This description',
    answers: 'json',
    handler: async () => json(describe(routes())),
  });
