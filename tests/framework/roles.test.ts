import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadFramework, roleTitle } from '../../src/framework/index.ts';
import { repository } from '../support/home.ts';
import { valueIn } from '../support/outcome.ts';

test('an owner reads as the title of a role, by the framework or by its own words', () => {
  const roles = new Map([['soc-lead', 'Serious organised crime lead']]);
  assert.equal(roleTitle({ roles }, 'soc-lead'), 'Serious organised crime lead');
  assert.equal(roleTitle({ roles }, 'performance-team'), 'Performance team');
});

test('the shipped framework gives every owner of a theme and a source a title', () => {
  const framework = valueIn(loadFramework(join(repository(), 'framework')));
  const owners = [...framework.themes.values(), ...framework.sources.values()].map((o) => o.owner);
  assert.deepEqual(
    [...new Set(owners)].filter((owner) => !framework.roles.has(owner)),
    [],
  );
});
