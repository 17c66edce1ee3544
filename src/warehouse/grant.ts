declare const granted: unique symbol;

/**
 * Leave to read rows. A lock that this room demands; only `access` holds the key (`mintGrant`),
 * and it writes the audit entry first. A test holds the others to that.
 */
export interface Grant {
  readonly [granted]: true;
  readonly actor: string;
  readonly entry: number;
  /** Classes of column that it opens. */
  readonly classes: readonly ('open' | 'record' | 'personal')[];
}

/** For `access` alone. */
export const mintGrant = (
  actor: string,
  entry: number,
  classes: Grant['classes'] = ['open', 'record'],
): Grant => ({ actor, entry, classes }) as Grant;
