import type { FieldProblem } from '@fieldgoal/domain';
import type { CommitProblem } from '@fieldgoal/replica';
import { TRPCError } from '@trpc/server';

type Code = TRPCError['code'];

/** What is wrong with a request, field by field, beside the words of its error. */
export class RequestProblem extends Error {
  readonly problems: readonly FieldProblem[];
  /** Whether the refusal stands in log and audit already. */
  readonly isRecorded: boolean;

  constructor(message: string, problems: readonly FieldProblem[], isRecorded = false) {
    super(message);
    this.name = 'RequestProblem';
    this.problems = problems;
    this.isRecorded = isRecorded;
  }
}

/** The error of a procedure with what is wrong field by field. */
export function requestError(code: Code, message: string, problems: readonly FieldProblem[] = [], isRecorded = false): TRPCError {
  return new TRPCError({ code, message, cause: new RequestProblem(message, problems, isRecorded) });
}

/** Fields that can't be accepted. */
export function invalid(problems: readonly FieldProblem[]): TRPCError {
  return requestError(
    'UNPROCESSABLE_CONTENT',
    problems.map(({ field, message }) => (field === null ? message : `${field}: ${message}`)).join(' '),
    problems,
  );
}

export function notFound(noun: string, id: string): TRPCError {
  return requestError('NOT_FOUND', `There is no ${noun} "${id}" that you may see.`, [
    { field: 'id', value: id, rule: 'unknown', message: `There is no such ${noun}.` },
  ]);
}

const CODES: { readonly [C in CommitProblem['code']]: Code } = {
  forbidden: 'FORBIDDEN',
  closed: 'CONFLICT',
  exists: 'CONFLICT',
  invalid_record: 'UNPROCESSABLE_CONTENT',
  immutable_field: 'UNPROCESSABLE_CONTENT',
  clock: 'UNPROCESSABLE_CONTENT',
  wrong_room: 'UNPROCESSABLE_CONTENT',
  unknown_collection: 'UNPROCESSABLE_CONTENT',
  too_large: 'PAYLOAD_TOO_LARGE',
  gap: 'INTERNAL_SERVER_ERROR',
  storage: 'SERVICE_UNAVAILABLE',
  room_damaged: 'SERVICE_UNAVAILABLE',
};

/** A change that the authority refused; it has logged and audited it. */
export function refusedCommit({ code, message }: CommitProblem): TRPCError {
  return requestError(CODES[code], message, [{ field: null, value: null, rule: code, message }], true);
}
