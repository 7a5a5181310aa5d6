import type { CollectionAfterChangeHook, CollectionBeforeChangeHook } from 'payload';

import type { Report } from '../payload-types';
import { recordAudit } from './record-audit';

/** Writes down who closed a report, and when; one that is opened again has nobody. */
export const signReport: CollectionBeforeChangeHook<Report> = ({
  data,
  operation,
  originalDoc,
  req,
}) => {
  if (operation !== 'update' || data.state === undefined || data.state === originalDoc?.state) {
    return data;
  }
  const isOpen = data.state === 'open';
  return {
    ...data,
    handledBy: isOpen ? null : (req.user?.id ?? null),
    handledAt: isOpen ? null : new Date().toISOString(),
  };
};

/** Records what became of a report. */
export const auditReport: CollectionAfterChangeHook<Report> = async ({
  doc,
  operation,
  previousDoc,
  req,
}) => {
  if (operation !== 'update' || doc.state === previousDoc.state) return;
  await recordAudit(req, {
    action: `report.${doc.state === 'open' ? 'reopened' : doc.state}`,
    target: { collection: 'reports', id: doc.id },
    details: { before: previousDoc.state },
  });
};
