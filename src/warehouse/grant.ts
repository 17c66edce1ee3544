declare const granted: unique symbol;

/**
 * Leave to read rows. A lock that this room demands; only `access` holds the key (`mintGrant`),
 * and it writes the audit entry first. A test holds the others to that.
 */
export interface Grant {
  readonly [granted]: true;
  readonly actor: string;
  readonly entry: number;
}

/** For `access` alone. */
export const mintGrant = (actor: string, entry: number): Grant => ({ actor, entry }) as Grant;
