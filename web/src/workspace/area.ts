import type { Area } from "../app/area";

export const workspaceArea: Area = { name: { pt: "", en: "" }, places: [] };
