/** Permissions in the groups that people know: by the area that they are of. */

import type { PermissionInfo } from "../api/schema";

/** `[area, permissions]` in the order given; with `q`, those whose words contain it, without regard to accents. */
export function byArea(
  permissions: readonly PermissionInfo[],
  q = "",
): readonly (readonly [string, readonly PermissionInfo[]])[] {
  const wanted = folded(q.trim());
  const areas = new Map<string, PermissionInfo[]>();
  for (const permission of permissions) {
    if (!folded(permission.label).includes(wanted)) continue;
    const area = permission.key.slice(0, permission.key.indexOf("."));
    const group = areas.get(area) ?? [];
    areas.set(area, group);
    group.push(permission);
  }
  return [...areas];
}

function folded(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
