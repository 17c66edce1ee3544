import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { loadFramework } from '../../src/framework/index.ts';
import { answers, tableOf } from '../../src/measures/index.ts';
import { month, type Period, periodsWithin } from '../../src/periods/index.ts';
import { valueIn } from '../support/outcome.ts';
import { repository } from '../support/shared.ts';
import { memoryWarehouse } from '../support/warehouse.ts';

/** Measures of the catalogue by theme: all but the grades and the place in the inspectors' pack, which are text. */
const names: Readonly<Record<string, string>> = {
  cj: 'charge-share charge-share-closed charged charged-90 custody-years days evidential orders out-of-court positive-share undecided victim-not-support',
  'county-lines': 'active children closed days-to-close direction new safeguarded',
  disruption:
    'active-disrupted all by-theme lag late local-led major major-moderate not-pursue ocgs-disrupted partner top-tier',
  drugs:
    'class-a-kg disruptions grows possession search-find searches seizures trafficking trafficking-charged trafficking-rate trafficking-share',
  'economic-crime':
    'advised cash-seized confiscated cyber disruptions disseminated frozen investigations judicial laundering loss-median losses older repeat reports',
  firearms:
    'armed-operations discharges enabled intelligence knife-robbery linked possession recovered',
  'immigration-crime': 'disruptions encounters ocgs persons',
  investigations: 'charged of-ocgs open opened over-year',
  'modern-slavery':
    'cg-positive children criminal dtn live nrm nrm-published offences orders referral-crimed rg-positive safeguarded',
  nominals: 'active at-liberty disrupted lead-officer no-offence-12m orders',
  ocg: 'active archived archived-after-disruption bands cross-border firearms-linked new reactivated review-overdue score-fallen score-risen time-active top-tier untouched with-plan',
  partnership: 'actions-on-time intelligence joint returns-on-time',
  peel: 'open overdue',
  prevention: 'chb-crime chb-sites completed contacts starts',
  quality: 'automation coverage late restated set-aside',
  rocu: 'asset-days capabilities days-to-decision disruptions-here met region-trafficking region-vehicle-crime requests share-of-region themes',
  safeguarding: 'children-at-risk cse-offences missing missing-children referrals repeat',
  soac: 'burglary-business burglary-home burglary-home-rate charged disruptions handling metal no-suspect ocgs organised plant-agri robbery-business theft-from-vehicle value vehicle-crime vehicle-rate vehicle-recovered vehicle-taken',
};
const ids = Object.entries(names).flatMap(([theme, list]) =>
  list.split(' ').map((name) => `${theme}.${name}`),
);
const textAlone = ['peel.grades', 'peel.pack-position'];

/** A row of the catalogue's tables: id, title, kind, how, better. */
interface CatalogueRow {
  readonly id: string;
  readonly kind: string;
  readonly better: string;
}

/** The rows of the domain page's section 12 where it lies beside the repository. */
function rowsOfCatalogue(): CatalogueRow[] | null {
  const page = join(dirname(repository), 'shared', 'domain.md');
  if (!existsSync(page)) return null;
  const text = readFileSync(page, 'utf8');
  const section = text.slice(text.indexOf('\n## 12.'), text.indexOf('\n## 13.'));
  return [...section.matchAll(/^\| `([a-z-]+\.[a-z0-9-]+)`.*$/gm)].map((hit) => {
    const [, , , kind = '', , better = ''] = hit[0].split('|').map((cell) => cell.trim());
    return { id: hit[1] ?? '', kind, better };
  });
}

/** `N (as activity H)` and `N (flagging H)` are wanted higher, though no judgement is made of them. */
const letterOf = (better: string): string => /\b([HL])\)$/.exec(better)?.[1] ?? better.slice(0, 1);

/** Where the catalogue's word is another way of saying what the language computes. */
const kindsOf: Readonly<Record<string, readonly string[]>> = {
  flow: ['flow', 'sum'],
  dist: ['distinct'],
  stock: ['stock'],
  move: ['movement'],
  share: ['share'],
  rate: ['rate'],
  sum: ['sum'],
  median: ['median'],
  'rate ratio': ['rate'],
};
/** Counted here as sources that are late, one by one. */
const otherKind = new Set(['quality.late']);

describe('the whole catalogue of measures in the language of the framework', () => {
  const framework = valueIn(loadFramework(join(repository, 'framework')));

  test('every measure is written, and every one of them loads without a problem', () => {
    assert.equal(ids.length, 157);
    assert.deepEqual(
      ids.filter((id) => !framework.measures.has(id)),
      [],
    );
  });

  test('none is forgotten, and each is of the kind and direction that the catalogue says', (t) => {
    const rows = rowsOfCatalogue();
    if (!rows) return t.skip('skipped: ../shared/domain.md not present');
    assert.deepEqual(rows.map((row) => row.id).sort(), [...ids, ...textAlone].sort());
    const said = (row: CatalogueRow) => ({
      kind: kindsOf[row.kind] ?? [],
      better: letterOf(row.better),
    });
    const wrong = rows
      .filter((row) => !textAlone.includes(row.id))
      .flatMap((row) => {
        const measure = framework.measures.get(row.id);
        if (!measure) return [row.id];
        const wanted = measure.role === 'activity' ? measure.wanted : measure.better;
        const letter = { higher: 'H', lower: 'L', neutral: 'N' }[wanted ?? 'neutral'];
        return [
          ...(otherKind.has(row.id) || said(row).kind.includes(measure.kind)
            ? []
            : [`${row.id} is a ${measure.kind}, and should be a ${row.kind}`]),
          ...(letter === said(row).better
            ? []
            : [`${row.id} is wanted ${letter}, and should be ${row.better}`]),
        ];
      });
    assert.deepEqual(wrong, []);
  });

  test('trap 9: an activity is never good or bad in itself: what is wanted of it is said apart', () => {
    const judged = [...framework.measures.values()].filter(
      (m) => m.role === 'activity' && m.better !== 'neutral',
    );
    assert.deepEqual(
      judged.map((m) => m.id),
      [],
    );
  });

  test('R32: every theme has an owner with a title, and an activity or an outcome', () => {
    for (const theme of framework.themes.values()) {
      assert.ok(framework.roles.has(theme.owner), theme.owner);
      const roles = theme.measures.map((id) => framework.measures.get(id)?.role);
      assert.ok(roles.includes('activity') || roles.includes('outcome') || theme.id === 'street');
    }
  });

  test('all are asked of an empty warehouse together: any grain, any area, any split', async () => {
    const warehouse = await memoryWarehouse([...framework.datasets.values()].map(tableOf));
    try {
      const [from, to] = [month('2025-04'), month('2026-03')];
      const grains = [
        'month',
        'quarter',
        'half',
        'financial-year',
        'rolling-3',
        'rolling-12',
        'ytd',
      ] as const;
      const periods = grains.flatMap((grain): readonly Period[] => periodsWithin(grain, from, to));
      const measures = [...framework.measures.values()];
      const settings = [
        ...[null, 'stafford', 'lpa-hanley', 'unknown', 'west-midlands-region', 'warwickshire'].map(
          (area) => ({ area, split: null }),
        ),
        ...['district', 'lpa', 'ward', 'force'].map((split) => ({ area: null, split })),
      ];
      for (const { area, split } of settings) {
        const queries = measures.map((measure) => ({ measure, periods, area, split, asAt: null }));
        const found = await answers(queries, framework, warehouse);
        if (split === null)
          for (const [i, points] of found.entries())
            assert.equal(points.length, periods.length, `${measures[i]?.id} in ${area}`);
      }
      const broken = measures.flatMap((measure) =>
        measure.by ? [{ measure, periods, area: null, split: measure.by.column, asAt: null }] : [],
      );
      assert.ok(broken.length >= 5);
      await answers(broken, framework, warehouse);
    } finally {
      warehouse.close();
    }
  });
});
