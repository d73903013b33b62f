import { RowFault, shown, type Cells, type ImportedAction, type Mapped, type RedressKind } from './row.ts';

/** What the company's response shows evidence of: an answer with its redress, an answer too late, or none yet. */
const responses: ReadonlyMap<string, RedressKind | 'untimely' | 'open'> = new Map([
  ['Closed with explanation', 'information'],
  ['Closed with non-monetary relief', 'other'],
  ['Closed with monetary relief', 'compensation'],
  ['Closed', 'none'],
  ['Untimely response', 'untimely'],
  ['In progress', 'open'],
] as const);

/**
 * From the response to the end, all at one instant, since the day of the answer is missing. No findings are made up;
 * that nobody disputed a decision is not acceptance. Rows that contradict themselves are refused.
 */
export function endingOf(cells: Cells, at: string): { actions: ImportedAction[]; mapped: Mapped[] } {
  const response = cells('Company response to consumer');
  const answer = responses.get(response);
  if (answer === undefined) throw new RowFault(`Company response to consumer ${shown(response)} is not known.`);
  const timely = yesOrNo(cells, 'Timely response?');
  const disputed = isDisputed(cells);
  const outcome = (code: string, wording: string): Mapped => ({ group: 'outcome', code, wording });

  if (answer === 'open' || answer === 'untimely') {
    if (disputed) throw new RowFault(`Consumer disputed? “Yes”, yet the response is ${shown(response)}.`);
    if (answer === 'open') return { actions: [], mapped: [outcome('received', response)] };
    if (timely) throw new RowFault('The response is “Untimely response”, yet Timely response? is “Yes”.');
    return {
      actions: [{ kind: 'close', reason: 'closedElsewhere', timely: false, at }],
      mapped: [outcome('breached', response)],
    };
  }
  return {
    actions: [
      { kind: 'propose', redress: [{ kind: answer }], letter: {}, at },
      { kind: 'decide', timely, at },
      ...(disputed ? [{ kind: 'reject', onBehalf: true, channel: 'import', at } as const] : []),
      { kind: 'close', reason: 'closedElsewhere', at },
    ],
    mapped: [
      outcome(answer, response),
      outcome(timely ? 'met' : 'metLate', `Timely response? ${cells('Timely response?')}`),
      ...(disputed ? [outcome('rejected', 'Consumer disputed? Yes')] : []),
    ],
  };
}

function yesOrNo(cells: Cells, column: string): boolean {
  const cell = cells(column);
  if (cell !== 'Yes' && cell !== 'No') throw new RowFault(`${column} ${shown(cell)} is neither Yes nor No.`);
  return cell === 'Yes';
}

function isDisputed(cells: Cells): boolean {
  const cell = cells('Consumer disputed?');
  if (!['Yes', 'No', 'N/A', ''].includes(cell)) throw new RowFault(`Consumer disputed? ${shown(cell)} is not known.`);
  return cell === 'Yes';
}
