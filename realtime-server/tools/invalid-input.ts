import type { z } from 'zod';
import { failed, type ToolResult } from './tool';

/** Names the fields and what is wrong with them, so that the model can ask the caller and try again. */
export function invalidInput(error: z.ZodError): ToolResult {
  const problems = error.issues.slice(0, 5).map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  return failed(`Nothing was done, the input is not valid. ${problems.join(' ')}`);
}
