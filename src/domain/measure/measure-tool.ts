import { POINTS, type FigureKind } from './figure';

/** Drawing a figure of a kind with the left button or one finger. */
export type MeasureTool = `measure ${FigureKind}`;

export const measureTool = (kind: FigureKind): MeasureTool => `measure ${kind}`;

const BY_TOOL: Readonly<Record<string, FigureKind>> = Object.fromEntries(
  (Object.keys(POINTS) as FigureKind[]).map((kind) => [measureTool(kind), kind]),
);

/** What a tool draws; `undefined` for one that draws nothing. */
export const figureKindOf = (tool: string): FigureKind | undefined => BY_TOOL[tool];
