import { describe, routeTable } from '../../src/server/index.ts';
import { section, table, text } from './markdown.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
}
interface Operation {
  readonly summary: string;
  readonly 'x-action': string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema: Schema }>>;
  };
}

/** Every address of the API, from the description that the server gives of itself. */
export function apiReference(): string {
  const described = describe(routeTable(null)) as {
    openapi: string;
    paths: Record<string, Record<string, Operation>>;
  };
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return text([
    '# API',
    `The figures as JSON, for those who want their own. A running server gives this description as OpenAPI ${described.openapi} at \`/api/openapi.json\`. A request carries the cookie of a signed-in session; one that changes something also the \`X-CSRF-Token\` of that session. A refusal is \`{ problems: [{ code, name, severity, message, mend, where, data }] }\` with status 400, 401, 403, 404, 422 or 429. Series, points and comparisons have the shapes of [the command line](cli.md#socpf-measure). Made from the routes by \`npm run docs\`.`,
    table(
      ['address', 'does', 'needs leave to'],
      operations.map(({ path, method, operation }) => [
        `\`${method.toUpperCase()} ${path}\``,
        operation.summary,
        operation['x-action'],
      ]),
    ),
    ...operations.flatMap(({ path, method, operation }) => {
      const rows = [...operation.parameters.map(parameterRow), ...bodyRows(operation)];
      return rows.length > 0
        ? [
            section(
              { level: 3, title: `${method.toUpperCase()} ${path}` },
              `${operation.summary}.`,
              table(['name', 'in', 'is'], rows),
            ),
          ]
        : [];
    }),
  ]);
}

const parameterRow = (p: Parameter): string[] => [
  `\`${p.name}\`${p.required ? ' (needed)' : ''}`,
  p.in,
  schemaWords(p.schema),
];

function bodyRows(operation: Operation): string[][] {
  return Object.entries(operation.requestBody?.content ?? {}).flatMap(([type, { schema }]) => {
    if (type.startsWith('multipart')) return [['files', 'body', 'files of a form, any number']];
    return Object.entries(schema.properties ?? {}).map(([name, inner]) => [
      `\`${name}\`${schema.required?.includes(name) ? ' (needed)' : ''}`,
      'body',
      schemaWords(inner),
    ]);
  });
}

function schemaWords(schema: Schema): string {
  if (schema.enum) return `one of ${schema.enum.map(String).join(', ')}`;
  if (schema.anyOf) return schema.anyOf.map(schemaWords).join(' or ');
  const type = schema.type ?? 'anything';
  return schema.pattern ? `${type} like \`${schema.pattern}\`` : type;
}
