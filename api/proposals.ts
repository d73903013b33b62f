import { z } from 'zod';
import type { Day } from '../domain/complaint.ts';
import type { Staff } from '../domain/organisation.ts';
import { Refusal } from '../domain/refusal.ts';
import { canonical } from '../domain/trail.ts';
import { readYaml, type Yaml } from '../infra/files/yaml.ts';
import { judgeProcedure, type Known, type ProcedureDocument } from '../infra/procedureFaults.ts';
import { versionOf } from '../infra/procedures.ts';
import type { Rulebook } from '../infra/rulebook.ts';
import {
  approveProposal,
  findApprovals,
  findProcedure,
  findProposals,
  findProposedWith,
  keepProposal,
  type KeptProcedure,
} from '../store/rulebook.ts';
import { Faulty } from './document.ts';
import type { ProcedureItem } from './ruleAnswers.ts';
import type { LiveRulebook } from './rulebook.ts';

// How a procedure comes into force: one person proposes it, another one approves it.

type Version = { id: string; version: string };

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was kept
const documentOf = ({ document }: KeptProcedure): ProcedureDocument => document as ProcedureDocument;

/** Keeps a procedure as proposed, once per caller and key and once per document. Throws what is wrong with it. */
export async function propose(
  text: string,
  person: Staff,
  key: string,
  rulebook: LiveRulebook,
): Promise<{ document: ProcedureDocument; isRepeat: boolean }> {
  const own = `${person.id}/${key}`;
  const yaml = readYaml(text);
  const repeat = await repeatOf(yaml, own);
  if (repeat) return { document: repeat, isRepeat: true };
  try {
    const document = await judged(yaml, await rulebook.again());
    const { id: procedure, version, revision } = document;
    const isKept = await keepProposal({ procedure, version, revision, document, proposedBy: person.id, key: own });
    if (isKept) return { document, isRepeat: false };
  } catch (error) {
    // The same one, sent at the same moment, may have been kept meanwhile.
    const document = error instanceof Faulty ? await repeatOf(yaml, own) : undefined;
    if (document) return { document, isRepeat: true };
    throw error;
  }
  return propose(text, person, key, rulebook); // its number was given to another one: judged with that
}

const named = z.looseObject({ id: z.string(), version: z.string(), revision: z.number() });

/** What this document was proposed as before, or with this key. */
async function repeatOf({ root }: Yaml, key: string): Promise<ProcedureDocument | undefined> {
  const sent = named.safeParse(root?.value).data;
  const isSame = (kept: KeptProcedure): boolean => canonical(kept.document) === canonical(sent);
  const withKey = await findProposedWith(key);
  if (withKey && !isSame(withKey)) throw new Refusal('repeated-key', 'repeatedKey');
  const before = sent && (await findProcedure({ procedure: sent.id, ...sent }));
  return before && isSame(before) ? documentOf(before) : undefined;
}

/** By itself, against what is in force beside it, and against what it is a revision of. */
async function judged(yaml: Yaml, book: Rulebook): Promise<ProcedureDocument> {
  const { id = '', version = '' } = named.partial().safeParse(yaml.root?.value).data ?? {};
  const waiting = await findProposals({ procedure: id, version });
  const { procedure, faults } = judgeProcedure(yaml, knownBeside({ id, version }, book, waiting), { file: '' });
  if (!procedure) throw new Faulty(faults);
  return procedure;
}

/** What a version must keep clear of, and what it has to be a revision of. */
function knownBeside({ id, version }: Version, { procedures, calendars }: Rulebook, waiting: KeptProcedure[]): Known {
  const document = versionOf(procedures, id, version);
  const revision = Math.max(document?.revision ?? 0, ...waiting.map((each) => each.revision));
  return {
    calendars: new Set(calendars.keys()),
    versions: (procedures.get(id) ?? []).filter((each) => each.version !== version),
    before: { revision, ...(document && { document }) },
  };
}

/** Puts what is proposed into force. The same from somebody else who may is no second approval, and no fault. */
export async function approve(of: Version, revision: number | undefined, person: Staff, rulebook: LiveRulebook) {
  const book = await rulebook.again();
  const inForce = versionOf(book.procedures, of.id, of.version);
  const waiting = (await findProposals({ procedure: of.id, version: of.version })).filter(
    (each) => each.revision > (inForce?.revision ?? 0),
  );
  const proposal = revision === undefined ? waiting[0] : waiting.find((each) => each.revision === revision);
  const meant = proposal ?? (await approvedAlready(of, revision ?? inForce?.revision));
  if (!meant) throw new Refusal('unknown', 'unknownProposal');
  if (meant.proposedBy === person.id) throw new Refusal('not-yours', 'ownProposition');
  if (!proposal) return documentOf(meant);
  const document = documentOf(proposal);
  // Another one may have come into force while it waited.
  const { faults } = judgeProcedure(readYaml(JSON.stringify(document)), knownBeside(of, book, []), { file: '' });
  if (faults.length > 0) throw new Faulty(faults);
  await approveProposal({ ...proposal, ...(inForce && { untold: true }) }, person.id);
  await rulebook.again();
  return document;
}

async function approvedAlready({ id, version }: Version, revision: number | undefined) {
  const kept = revision === undefined ? undefined : await findProcedure({ procedure: id, version, revision });
  return kept?.approvedBy === undefined ? undefined : kept;
}

/** A procedure as it is in force, in the revision that is asked for, or, where none is in force, as it is proposed. */
export async function findDocument({ id, version }: Version, revision: number | undefined, book: Rulebook) {
  const inForce = versionOf(book.procedures, id, version);
  if (inForce && (revision ?? inForce.revision) === inForce.revision) return inForce;
  const kept =
    revision === undefined
      ? (await findProposals({ procedure: id, version }))[0]
      : await findProcedure({ procedure: id, version, revision });
  return kept && documentOf(kept);
}

/** Everything in force, ended or to come, and what waits for a second person, in order. */
export async function itemsOf(book: Rulebook, today: Day): Promise<ProcedureItem[]> {
  const approvals = new Map(
    (await findApprovals()).map((each) => [`${each.procedure}/${each.version}/${each.revision}`, each]),
  );
  const known = [...book.procedures.values()].flatMap((versions) =>
    versions.map((document, index): ProcedureItem => {
      const kept = approvals.get(`${document.id}/${document.version}/${document.revision}`);
      return itemOf(document, stateOf(document, versions[index - 1]?.version, today), kept);
    }),
  );
  const waiting = (await findProposals()).filter(
    ({ procedure, version, revision }) => revision > (versionOf(book.procedures, procedure, version)?.revision ?? 0),
  );
  return [...known, ...waiting.map((kept) => itemOf(documentOf(kept), 'proposed', kept))].toSorted(inOrder);
}

/** `next`: the version after it, with which it ends. */
function stateOf({ version, effectiveTo }: ProcedureDocument, next: Day | undefined, today: Day) {
  if (version > today) return 'future';
  return (next && next <= today) || (effectiveTo && effectiveTo < today) ? 'ended' : 'inForce';
}

type By = { proposedBy?: string | undefined; approvedBy?: string | undefined };

function itemOf(document: ProcedureDocument, state: ProcedureItem['state'], by?: By): ProcedureItem {
  const { id, version, revision, title, jurisdiction } = document;
  return {
    id,
    version,
    revision,
    title,
    jurisdiction,
    state,
    ...(by?.proposedBy && { proposedBy: by.proposedBy }),
    ...(by?.approvedBy && { approvedBy: by.approvedBy }),
  };
}

/** Sorts as its id, version and revision do. */
export const placeOfItem = ({ id, version, revision }: Pick<ProcedureItem, 'id' | 'version' | 'revision'>): string =>
  `${id} ${version} ${String(revision).padStart(6, '0')}`;

const inOrder = (one: ProcedureItem, other: ProcedureItem): number => (placeOfItem(one) < placeOfItem(other) ? -1 : 1);
