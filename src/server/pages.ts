import type { Problem } from '../problems/index.ts';

/** The pages that need no figures; those that do are called by their routes. */
export interface Pages {
  signIn(data: { readonly to: string; readonly problems: readonly Problem[] }): string;
  problems(problems: readonly Problem[], status: number, address: string): string;
}
