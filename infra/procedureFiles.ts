import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Calendar } from '../domain/reckoner/calendar.ts';
import { codeOf, Fault } from './fault.ts';
import { versionOf } from './files/versions.ts';
import { readYaml } from './files/yaml.ts';
import { checkCalendar, judgeProcedure, type FileFault, type ProcedureDocument } from './procedureFaults.ts';

/** The good files of a folder, every fault of the others, and how many files were looked at. */
export type CheckedFolder = {
  procedures: ProcedureDocument[];
  calendars: Calendar[];
  faults: FileFault[];
  looked: { procedures: number; calendars: number };
};

type Found = { file: string; content: Uint8Array };

/**
 * Looks at `<id>/<version>.yaml` and `calendars/<id>.yaml` of a folder (FORMAT.md 1, 3, 4, 7). What is wrong with one
 * file does not hide the others; faults come by file and line. Throws a `Fault` where there is no such folder.
 */
export async function checkFolder(folder: string): Promise<CheckedFolder> {
  const names = await namesIn(folder);
  const faults: FileFault[] = [];
  const procedures: Found[] = [];
  const calendars: Found[] = [];
  for (const name of names) {
    if (!(await isFolder(join(folder, name)))) {
      if (/\.ya?ml$/iu.test(name))
        faults.push(atStart(name, 'it is not looked at here: put it into the folder of its `id`, or into `calendars`'));
      continue;
    }
    const { found, unread } = await filesIn(folder, name);
    (name === 'calendars' ? calendars : procedures).push(...found);
    faults.push(...unread);
  }
  if (calendars.length === 0) {
    faults.push(atStart('calendars', 'there are no calendars: add `calendars/<id>.yaml` for each that is named'));
  }

  const days = calendars.map(({ file, content }) => checkCalendar(content, { file, id: nameOf(file) }));
  const rules = judgeAll(procedures, new Set(calendars.map(({ file }) => nameOf(file))));
  faults.push(...[...days, ...rules].flatMap((each) => each.faults));
  return {
    procedures: rules.flatMap(({ procedure }) => procedure ?? []),
    calendars: days.flatMap(({ calendar }) => calendar ?? []),
    faults: faults.toSorted(byPlace),
    looked: { procedures: procedures.length, calendars: calendars.length },
  };
}

/** Versions are held against each other once: the later one of two that overlap has the fault. */
function judgeAll(files: Found[], calendars: ReadonlySet<string>): ReturnType<typeof judgeProcedure>[] {
  const read = files.map(({ file, content }) => {
    const [id = ''] = file.split('/');
    return { yaml: readYaml(content), named: { file, id, version: nameOf(file) } };
  });
  const versions = read.flatMap(({ yaml, named }) => (yaml.root && versionOf(yaml.root, named)) ?? []);
  return read.map(({ yaml, named }) => {
    const earlier = versions.filter(({ version }) => version < named.version);
    return judgeProcedure(yaml, { calendars, versions: earlier }, named);
  });
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
  } catch (error) {
    const why = { ENOENT: 'There is no folder', ENOTDIR: 'This is no folder:' }[codeOf(error) ?? ''];
    throw new Fault(`${why ?? 'This folder cannot be read:'} ${folder}. Name the folder that holds the procedures.`);
  }
}

/** The YAML files of a folder in the folder; what cannot be read is a fault like any other. */
async function filesIn(root: string, folder: string): Promise<{ found: Found[]; unread: FileFault[] }> {
  const found: Found[] = [];
  const unread: FileFault[] = [];
  for (const name of (await readdir(join(root, folder))).toSorted()) {
    const file = `${folder}/${name}`;
    if (name.startsWith('.') || !/\.ya?ml$/iu.test(name)) continue;
    if (!name.endsWith('.yaml')) {
      unread.push(atStart(file, 'its name must end in `.yaml`: it would not be found'));
      continue;
    }
    try {
      found.push({ file, content: await contentOf(join(root, file)) });
    } catch (error) {
      unread.push(atStart(file, `it cannot be read (${codeOf(error) ?? String(error)}): look at its owner and kind`));
    }
  }
  return { found, unread };
}

/** A pipe would never end, and a folder is no file. */
async function contentOf(path: string): Promise<Uint8Array> {
  if (!(await stat(path)).isFile()) throw new Error('not a file');
  return readFile(path);
}

/** Also one that is a link, as Kubernetes mounts them. */
async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

const nameOf = (file: string): string => basename(file, '.yaml');

const atStart = (file: string, reason: string): FileFault => ({ file, line: 1, column: 1, place: '', reason });

const byPlace = (one: FileFault, other: FileFault): number =>
  (one.file < other.file ? -1 : Number(one.file > other.file)) || one.line - other.line || one.column - other.column;
