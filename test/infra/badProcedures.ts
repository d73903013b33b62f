/** A small procedure with something of everything, that nothing is wrong with. */
export const goodProcedure = `format: recourse-procedure/1
id: small
version: "2024-01-01"
revision: 1
title: A small procedure
summary: Everything once.
jurisdiction: any
effectiveFrom: "2024-01-01"
effectiveTo: "2024-12-31"
calendar: PLAIN
review: Look at everything.
sources:
  - {id: act, citation: The Act, confidence: P}
tags:
  - {tag: safety, means: dangerous}
tiers:
  - {number: 1, name: first, title: First, roles: [handler]}
  - {number: 2, name: review, title: Review, roles: [manager], entryBy: [complainant]}
clocks:
  - name: acknowledgement
    title: Tell that it arrived
    basis: law
    confidence: P
    sources: [act]
    starts: received
    limit: {count: 24, unit: hours}
    metBy: [acknowledged]
  - name: decision
    title: Decide
    basis: target
    confidence: K
    when: {noneOf: [safety]}
    starts: tierEntered
    startsAtLatest: acknowledgement
    armed: perTier
    tiers: [1, 2]
    limit: {count: 20, unit: workingDays}
    endsAt: closeOfBusiness
    extensions: {to: {count: 30, unit: workingDays}, notice: delay}
    metBy: [decisionCommunicated]
    onBreach: [{do: escalate, to: next}, {do: send, letter: delay}]
  - name: answer
    title: Answer
    kind: window
    basis: target
    confidence: K
    starts: decisionCommunicated
    limit: {agreedBy: periodAgreed, otherwise: {count: 4, unit: weeks}}
    warnings: [{atPercent: 50, notify: [handler]}]
  - name: update
    metBy: [contact]
    title: Say where it stands
    basis: target
    confidence: K
    starts: received
    limit: {count: 10, unit: days}
    recurs: {from: lastContact, until: [decisionCommunicated]}
shortTracks:
  - name: at-once
    title: Settled at once
    starts: received
    limit: {count: 3, unit: workingDays}
    takenBy: [settled]
    notFor: [safety]
    relieves: [decision]
    owes: [delay]
    basis: target
    confidence: K
pauses:
  - reason: waiting
    clocks: [decision]
    startsBy: informationRequested
    endsBy: [informationReceived]
    notice: delay
    basis: target
    confidence: K
suspensions:
  - id: flood
    title: The flood
    from: "2024-03-01"
    to: "2024-03-31"
    clocks: [decision, records]
    appliesTo: {anyOf: [safety]}
    basis: law
    confidence: P
    sources: [act]
letters:
  - kind: delay
    title: We are late
    owedBy: ["breach:decision", "pause:waiting", "track:at-once", "outcome:upheld", "fact:closed"]
    contents: [{element: reason, text: Why.}]
outcomes:
  - {code: upheld, label: You are right, escalatesTo: 2}
external:
  - {body: Ombudsman, opens: ["breach:decision"], window: answer}
retention:
  - {name: records, covers: All, starts: closed, limit: {count: 36, unit: months}, basis: target, confidence: K}
acceptance: {window: answer, silence: staysOpen}
reopening: {limit: {count: 6, unit: months}, by: [complainant]}
`;

/** What is changed, into what, with `# here` where the fault must be shown, its place, and a part of its sentence. */
export type Row = [clause: string, good: string, bad: string, place: string, reason: string];

const decision = 'limit: {count: 20, unit: workingDays}\n    endsAt: closeOfBusiness';
const to = 'extensions: {to: {count: 30, unit: workingDays}';
const ended = `endsAt: closeOfBusiness\n    ${to}`;
const agreed = 'limit: {agreedBy: periodAgreed, otherwise: {count: 4, unit: weeks}}';
const day = 'limit: {count: 24, unit: hours}';

/** Every clause of FORMAT.md 7 for procedures. */
// prettier-ignore
export const badProcedures: Row[] = [
  ['two clocks share a name', '- name: update', '- name: decision # here', '/clocks/3/name', '`decision` is taken'],
  ['a clock and a retention period share one', 'retention:', 'retention:\n  - {name: update, covers: All, starts: closed, limit: {count: 1, unit: months}, basis: target, confidence: K} # here', '/retention/0/name', '`update` is taken'],
  ['two tags share a name', '- {tag: safety, means: dangerous}', '- {tag: safety, means: dangerous}\n  - {tag: safety, means: x} # here', '/tags/1/tag', '`safety` is taken'],
  ['a duty without metBy', '- name: update\n    metBy: [contact]', '- name: update # here', '/clocks/3/metBy', 'clock `update`: a duty needs `metBy`: name the facts that meet it'],
  ['an empty metBy', 'metBy: [contact]', 'metBy: [] # here', '/clocks/3/metBy', 'a duty needs `metBy`'],
  ['a clock that does not exist', 'startsAtLatest: acknowledgement', 'startsAtLatest: nothing # here', '/clocks/1/startsAtLatest', 'there is no clock `nothing`'],
  ['a relieved clock that does not exist', 'relieves: [decision]', 'relieves: [nothing] # here', '/shortTracks/0/relieves/0', 'there is no clock `nothing`'],
  ['a paused clock that does not exist', 'clocks: [decision]', 'clocks: [nothing] # here', '/pauses/0/clocks/0', 'pause `waiting`: there is no clock `nothing`'],
  ['a suspended clock that does not exist', 'clocks: [decision, records]', 'clocks: [nothing] # here', '/suspensions/0/clocks/0', 'there is no clock `nothing`'],
  ['a breach of no clock', '"breach:decision", "pause:waiting"', '"breach:nothing", "pause:waiting" # here\n     ', '/letters/0/owedBy/0', 'there is no clock `nothing`'],
  ['a pause that does not exist', '"pause:waiting"', '"pause:nothing" # here\n     ', '/letters/0/owedBy/1', 'there is no pause `nothing`'],
  ['a track that does not exist', '"track:at-once"', '"track:nothing" # here\n     ', '/letters/0/owedBy/2', 'there is no short track `nothing`'],
  ['an outcome that does not exist', '"outcome:upheld"', '"outcome:nothing" # here\n     ', '/letters/0/owedBy/3', 'there is no outcome `nothing`'],
  ['a way outside opened by no clock', 'opens: ["breach:decision"]', 'opens: ["breach:nothing"] # here\n    ', '/external/0/opens/0', 'there is no clock `nothing`'],
  ['a fact that does not exist', '"fact:closed"', '"fact:nothing" # here\n     ', '/letters/0/owedBy/4', '`nothing` is no fact'],
  ['a window that is none', 'acceptance: {window: answer,', 'acceptance: {window: decision, # here\n ', '/acceptance/window', 'there is no clock `decision` of kind `window`'],
  ['a window outside that is none', 'window: answer}', 'window: update} # here', '/external/0/window', 'there is no clock `update` of kind `window`'],
  ['a letter that is owed and does not exist', 'owes: [delay]', 'owes: [nothing] # here', '/shortTracks/0/owes/0', 'there is no letter `nothing`'],
  ['a letter that is sent and does not exist', 'letter: delay}]', 'letter: nothing}] # here', '/clocks/1/onBreach/1/letter', 'there is no letter `nothing`'],
  ['a notice of extension that does not exist', 'notice: delay}', 'notice: nothing} # here', '/clocks/1/extensions/notice', 'there is no letter `nothing`'],
  ['a notice of pause that does not exist', 'notice: delay\n', 'notice: nothing # here\n', '/pauses/0/notice', 'there is no letter `nothing`'],
  ['a tier that does not exist', 'tiers: [1, 2]', 'tiers: [1, 3] # here', '/clocks/1/tiers/1', 'there is no tier `3`'],
  ['an escalation to no tier', 'to: next}', 'to: 7} # here\n     ', '/clocks/1/onBreach/0/to', 'there is no tier `7`'],
  ['an outcome to no tier', 'escalatesTo: 2}', 'escalatesTo: 3} # here', '/outcomes/0/escalatesTo', 'outcome `upheld`: there is no tier `3`'],
  ['a tag that does not exist', 'noneOf: [safety]', 'noneOf: [nothing] # here\n     ', '/clocks/1/when/noneOf/0', 'there is no tag `nothing`'],
  ['a tag of a track that does not exist', 'notFor: [safety]', 'notFor: [nothing] # here', '/shortTracks/0/notFor/0', 'there is no tag `nothing`'],
  ['a tag of a cohort that does not exist', 'anyOf: [safety]}', 'anyOf: [nothing]} # here', '/suspensions/0/appliesTo/anyOf/0', 'there is no tag `nothing`'],
  ['a source that does not exist', 'sources: [act]\n    starts', 'sources: [nothing] # here\n    starts', '/clocks/0/sources/0', 'there is no source `nothing`'],
  ['a calendar that does not exist', 'calendar: PLAIN', 'calendar: NONE # here', '/calendar', 'there is no calendar `NONE`'],
  ['a calendar of a clock that does not exist', '- name: update', '- name: update\n    calendar: NONE # here', '/clocks/3/calendar', 'there is no calendar `NONE`'],
  ['a gap between tiers', '{number: 2, name: review,', '{number: 2, name: second, title: x, roles: [head], entryBy: [clock]}\n  - {number: 4, name: review, # here\n    ', '/tiers/2/number', 'tier `4`: tiers are numbered without gaps: this one must be 3'],
  ['a tier without a role', 'roles: [handler]', 'roles: [] # here\n    ', '/tiers/0/roles', 'tier `1`: a tier needs a role'],
  ['close of business after days', decision, 'limit: {count: 20, unit: days}\n    endsAt: closeOfBusiness # here', '/clocks/1/endsAt', '`closeOfBusiness` could fall on a day that is not worked'],
  ['close of business after an extension by days', ended, 'endsAt: closeOfBusiness # here\n    extensions: {by: {count: 30, unit: days}', '/clocks/1/endsAt', '`closeOfBusiness` could fall'],
  ['close of business on a named day', ended, 'endsAt: closeOfBusiness # here\n    extensions: {toDate: {}', '/clocks/1/endsAt', '`closeOfBusiness` could fall'],
  ['close of business on an agreed day', agreed, `${agreed}\n    endsAt: closeOfBusiness # here`, '/clocks/2/endsAt', '`closeOfBusiness` could fall'],
  ['counting of hours', day, `${day}\n    counting: {includesAnchorDay: true} # here`, '/clocks/0/counting', '`counting` is for clocks of days'],
  ['an end of hours', day, `${day}\n    endsAt: "17:00" # here`, '/clocks/0/endsAt', '`endsAt` is for clocks of days'],
  ['a roll of hours', day, `${day}\n    roll: nextWorkingDay # here`, '/clocks/0/roll', '`roll` is for clocks of days'],
  ['days extended by hours', to, 'extensions: {by: {count: 30, unit: hours} # here\n     ', '/clocks/1/extensions/by/unit', 'this clock runs in days'],
  ['hours extended by working hours', day, `${day}\n    extensions: {by: {count: 1, unit: workingHours}} # here`, '/clocks/0/extensions/by/unit', 'this clock runs in hours'],
  ['hours extended to a day', day, `${day}\n    extensions: {toDate: {}} # here`, '/clocks/0/extensions/toDate', 'this clock runs in hours'],
  ['an extension that is not longer', to, 'extensions: {to: {count: 20, unit: workingDays} # here\n     ', '/clocks/1/extensions/to', 'make it longer than `limit`'],
  ['a circle', day, `${day}\n    startsAtLatest: decision # here`, '/clocks/0/startsAtLatest', 'each of acknowledgement, decision waits for the other'],
  ['a recurring clock that is extended', 'metBy: [contact]', 'metBy: [contact]\n    extensions: {by: {count: 1, unit: days}} # here', '/clocks/3/extensions', 'a recurring clock cannot be extended'],
  ['a percentage of an agreed date', `${agreed}\n    warnings: [{atPercent: 50,`, 'limit: {agreedBy: periodAgreed}\n    warnings: [{atPercent: 50, # here\n     ', '/clocks/2/warnings/0/atPercent', 'an agreed date has no percentage'],
  ['otherwise in hours', agreed, 'limit: {agreedBy: periodAgreed, otherwise: {count: 4, unit: hours}} # here', '/clocks/2/limit/otherwise/unit', '`otherwise` stands for a day'],
  ['a law without a source', '- name: acknowledgement\n    title: Tell that it arrived\n    basis: law\n    confidence: P\n    sources: [act]', '- name: acknowledgement # here\n    title: Tell that it arrived\n    basis: law\n    confidence: P', '/clocks/0/sources', 'only a `target` may do without `sources`'],
  ['a rule with an empty list of sources', 'sources: [act]\nletters', 'sources: [] # here\nletters', '/suspensions/0/sources', 'only a `target` may do without `sources`'],
  ['a version that is not that of the file', 'version: "2024-01-01"\n', 'version: "2024-01-02" # here\n', '/version', '`version` must be `2024-01-01`, as the name of its file is'],
  ['another effectiveFrom', 'effectiveFrom: "2024-01-01"', 'effectiveFrom: "2024-01-02" # here', '/effectiveFrom', '`effectiveFrom` must be `2024-01-01`, as the name of its file is'],
  ['another id than its folder', 'id: small', 'id: other # here', '/id', '`id` must be `small`'],
  ['a version that runs into the next', 'effectiveTo: "2024-12-31"', 'effectiveTo: "2025-01-01" # here', '/effectiveTo', 'version 2025-01-01 begins while this one is in force'],
  ['a version that ends before it begins', 'effectiveTo: "2024-12-31"', 'effectiveTo: "2023-12-31" # here', '/effectiveTo', 'it ends before it begins'],
  ['a suspension that ends before it begins', 'to: "2024-03-31"', 'to: "2024-02-28" # here', '/suspensions/0/to', 'suspension `flood`: it ends before it begins'],
  ['a pause begun by a fact and ended by none', '- reason: waiting\n    clocks: [decision]\n    startsBy: informationRequested\n    endsBy: [informationReceived]', '- reason: waiting # here\n    clocks: [decision]\n    startsBy: informationRequested', '/pauses/0/endsBy', 'a pause begun by a fact needs `endsBy`'],
];

/** What the schema refuses, in our words. */
// prettier-ignore
export const misfitProcedures: Row[] = [
  ['a fact that does not exist', 'metBy: [acknowledged]', 'metBy: [acknowleged] # here', '/clocks/0/metBy/0', 'clock `acknowledgement`: `acknowleged` is no fact: FORMAT.md section 2'],
  ['an anchor that does not exist', 'starts: tierEntered', 'starts: entered # here', '/clocks/1/starts', '`entered` is no fact'],
  ['a field that does not exist', 'metBy: [acknowledged]', 'metBy: [acknowledged]\n    roles: [head] # here', '/clocks/0/roles', 'there is no field `roles` here'],
  ['a word that is missing', '- name: answer\n    title: Answer', '- name: answer # here', '/clocks/2/title', '`title` is missing'],
  ['a limit without a unit', 'limit: {count: 24, unit: hours}', 'limit: {count: 24} # here', '/clocks/0/limit', 'a limit is `{count, unit}` or `{agreedBy, otherwise}`'],
  ['half a day', 'limit: {count: 10, unit: days}', 'limit: {count: 10.5, unit: days} # here', '/clocks/3/limit/count', '`count` must be a whole number'],
  ['a day that does not exist', 'to: "2024-03-31"', 'to: "2024-04-31" # here', '/suspensions/0/to', 'there is no day `2024-04-31`'],
  ['two kinds of extension', 'unit: workingDays}, notice', 'unit: workingDays}, by: {count: 1, unit: workingDays}, # here\n      notice', '/clocks/1/extensions', 'exactly one of `by`, `to` and `toDate`'],
  ['an end of no form', 'endsAt: closeOfBusiness', 'endsAt: "5pm" # here', '/clocks/1/endsAt', 'must be `endOfDay`, `closeOfBusiness` or a time'],
  ['a breach of a window', 'kind: window', 'kind: window\n    onBreach: [{do: close, as: x}] # here', '/clocks/2/onBreach', 'a window has `onExpiry` instead of `onBreach`'],
  ['a jurisdiction of no form', 'jurisdiction: any', 'jurisdiction: Europe # here', '/jurisdiction', 'must be an ISO 3166 code'],
  ['text where a list belongs', 'notFor: [safety]', 'notFor: safety # here', '/shortTracks/0/notFor', '`notFor` must be a list'],
  ['nothing where text belongs', 'review: Look at everything.', 'review: # here', '/review', '`review` must be a text'],
];

/** What YAML allows, or parsers read differently, and a procedure may not have (FORMAT.md 1). */
// prettier-ignore
export const trapProcedures: Row[] = [
  ['a day without quotes', 'from: "2024-03-01"', 'from: 2024-03-01 # here', '/suspensions/0/from', 'quote dates and times: "2024-03-01"'],
  ['a time without quotes', 'endsAt: closeOfBusiness', 'endsAt: 17:00 # here', '/clocks/1/endsAt', 'quote dates and times: "17:00"'],
  ['an alias', 'summary: Everything once.', 'summary: &once Everything\nnotes: [*once] # here', '/notes/0', 'aliases are refused'],
  ['a loop of aliases', 'summary: Everything once.', 'notes: &loop\n  - *loop # here', '/notes/0', 'aliases are refused'],
  ['a key that stands twice', 'id: small', 'id: small\nid: small # here', '/id', 'the key `id` stands twice'],
  ['a second document', 'format:', 'a: 1\n--- # here\nformat:', '', 'a second document begins here'],
  ['a tag of its own', 'id: small', 'id: !exec small # here', '', 'this is not YAML: Unresolved tag'],
  ['a colon in a text without quotes', 'summary: Everything once.', 'summary: Everything: once. # here', '', 'this is not YAML'],
  ['a tab', '  - {number: 1,', '\t- {number: 1, # here\n    ', '', 'this is not YAML'],
];
