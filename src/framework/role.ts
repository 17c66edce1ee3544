import type { Framework } from './definitions.ts';

/** The title of a role: as the framework names it, else its id as words. An owner is a role, never a person. */
export function roleTitle(framework: Pick<Framework, 'roles'>, id: string): string {
  const named = framework.roles.get(id);
  if (named) return named;
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
