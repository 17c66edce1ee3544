/** Who asks. The command line acts as `local:<user>`, who owns the folder. */
export interface Actor {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Themes of a theme lead. */
  readonly themes: readonly string[];
}

export const roles = ['administrator', 'analyst', 'theme-lead', 'viewer'] as const;
export type Role = (typeof roles)[number];

export type Action =
  | 'see-figures'
  | 'see-restricted'
  | 'see-rows'
  | 'load-files'
  | 'undo-load'
  | 'build-pack'
  | 'export'
  | 'write-words'
  | 'accept-words'
  | 'issue-pack'
  | 'decide'
  | 'give-feedback'
  | 'see-sources'
  | 'administer'
  | 'see-trail';

/** What the action is about, where that matters. */
export interface Thing {
  readonly theme?: string;
  readonly restricted?: boolean;
}

/** An administrator runs the system and sees no more data than a viewer (domain.md 14.2). */
const allowed: Readonly<Record<Role, readonly Action[]>> = {
  administrator: ['see-figures', 'see-sources', 'administer', 'see-trail', 'give-feedback'],
  analyst: [
    'see-figures',
    'see-restricted',
    'see-rows',
    'load-files',
    'undo-load',
    'build-pack',
    'issue-pack',
    'export',
    'write-words',
    'decide',
    'give-feedback',
    'see-sources',
  ],
  'theme-lead': [
    'see-figures',
    'see-restricted',
    'see-rows',
    'build-pack',
    'export',
    'write-words',
    'accept-words',
    'decide',
    'give-feedback',
    'see-sources',
  ],
  viewer: ['see-figures', 'see-sources', 'give-feedback'],
};

/** A theme lead may do these in the theme that is hers alone. */
const ofOwnTheme: ReadonlySet<Action> = new Set(['see-rows', 'write-words', 'accept-words']);

/** The one decision; what is not named is denied. */
export function may(actor: Actor | null, action: Action, thing: Thing = {}): boolean {
  if (actor === null) return false;
  return actor.roles.some((role) => {
    if (!allowed[role].includes(action)) return false;
    const own =
      role !== 'theme-lead' || thing.theme === undefined || actor.themes.includes(thing.theme);
    if (thing.restricted) return allowed[role].includes('see-restricted') && own;
    return own || !ofOwnTheme.has(action);
  });
}

/** Roles that may, for the sentence that says who can. */
export const whoMay = (action: Action): string => {
  const names = roles
    .filter((role) => allowed[role].includes(action))
    .map(
      (role) =>
        ({
          administrator: 'Administrators',
          analyst: 'Analysts',
          'theme-lead': 'Theme leads',
          viewer: 'Viewers',
        })[role],
    );
  return names.length < 2
    ? (names[0] ?? 'Nobody')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)?.toLowerCase()}`;
};
