import { z } from 'zod';
import { json, key, or, sending, staff } from './operations.ts';
import { paging } from './schemas.ts';
import { staffAnswers } from './staffAnswers.ts';
import { changedStaff, newStaff, ofVersion, staffFile } from './staffSchemas.ts';

// The part of the description of the API that is about staff records.

const ofStaff = z.object({
  id: z.string().meta({ description: 'Of the person, as they sign in.', example: 'handler' }),
});

const fields = {
  name: 'Ada Brook',
  units: ['housing'],
  roles: [{ role: 'handler', from: '2026-01-01' }],
  absences: [{ from: '2026-12-21', to: '2026-12-31', deputy: 'handler2' }],
  competences: [{ code: 'arabic', until: '2027-12-31' }],
  authority: { value: '200.00', currency: 'GBP' },
};

const csv = 'id,name,units,roles,absences,authority\na.brook,Ada Brook,housing,handler 2026-01-01,,200.00 GBP\n';

export const staffPaths = {
  '/api/staff': {
    get: {
      operationId: 'staff',
      tags: ['staff'],
      summary: 'All staff records, by id',
      security: staff,
      requestParams: { query: paging },
      responses: {
        200: { description: 'One page.', content: json(staffAnswers.list) },
        ...or('invalid', 'not-signed-in', 'not-yours'),
      },
    },
    post: {
      operationId: 'beginStaff',
      tags: ['staff'],
      summary: 'Begin the record of somebody',
      security: staff,
      requestParams: { header: key },
      requestBody: { required: true, content: json(newStaff, { id: 'a.brook', ...fields }) },
      responses: {
        201: {
          description: 'They may sign in from now on.',
          headers: { Location: { schema: { type: 'string' as const }, description: 'Where the record is.' } },
          content: json(staffAnswers.record),
        },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
  '/api/staff/import': {
    post: {
      operationId: 'importStaff',
      tags: ['staff'],
      summary: 'Begin and change all records of a CSV file, or none',
      security: staff,
      requestParams: { header: key },
      requestBody: { required: true, content: json(staffFile, { csv }) },
      responses: {
        200: { description: 'Sent again, it changes nothing.', content: json(staffAnswers.imported) },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
  '/api/staff/{id}': {
    get: {
      operationId: 'staffRecord',
      tags: ['staff'],
      summary: 'A staff record, as it stands or stood',
      security: staff,
      requestParams: { path: ofStaff, query: ofVersion },
      responses: {
        200: { description: 'The newest version, or the one asked for.', content: json(staffAnswers.record) },
        ...or('invalid', 'not-signed-in', 'not-yours', 'unknown'),
      },
    },
    put: {
      operationId: 'changeStaff',
      tags: ['staff'],
      summary: 'Change a staff record; the version before is kept',
      security: staff,
      requestParams: { path: ofStaff },
      requestBody: { required: true, content: json(changedStaff, { ...fields, basedOn: 1 }) },
      responses: {
        200: { description: 'In force at once.', content: json(staffAnswers.record) },
        ...or('not-signed-in', 'not-yours', ...sending),
      },
    },
  },
};
