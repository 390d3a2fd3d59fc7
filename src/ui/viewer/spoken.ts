import type { Tool } from '../../domain/ports/rendering';
import { figureKindOf } from '../../domain/measure/measure-tool';
import { commandNames } from '../../texts/en/commands';

/** "Window", "Length": a tool by the name of its button. */
export function toolName(tool: Tool): string {
  const figure = figureKindOf(tool);
  if (figure) return commandNames[figure];
  return commandNames[tool as Exclude<Tool, `measure${string}`> & keyof typeof commandNames] ?? tool;
}
