const modules = import.meta.glob<Record<string, unknown>>(
  ['../{components,pieces,screens,app}/**/*.tsx'],
  { eager: true },
);

/** What React keeps of an element on the page, as far as it is needed here. */
interface Fiber {
  readonly elementType: unknown;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
}

/** Every component that a file of the window gives to others, as in `screens/room/projector.tsx Projector`. */
const names = new Map<unknown, string>(
  Object.entries(modules).flatMap(([path, exports]) =>
    Object.entries(exports)
      .filter(([name, value]) => /^[A-Z]/.test(name) && isComponent(value))
      .map(([name, value]): [unknown, string] => [value, `${path.replace('../', '')} ${name}`]),
  ),
);

/** A function, a class, or one of those within `memo`. */
function isComponent(value: unknown): boolean {
  return typeof value === 'function' || (value instanceof Object && '$$typeof' in value);
}

/** All that there are. */
export function allComponents(): string[] {
  return [...names.values()];
}

/** Those on the page now. @param root that React renders into */
export function shownComponents(root: Element): string[] {
  const shown = new Set<string>();
  const left: (Fiber | null)[] = [topOf(root)];
  for (let fiber = left.pop(); fiber !== undefined; fiber = left.pop()) {
    if (fiber === null) continue;
    const name = names.get(fiber.elementType);
    if (name !== undefined) shown.add(name);
    left.push(fiber.child, fiber.sibling);
  }
  return [...shown];
}

function topOf(root: Element): Fiber | null {
  const key = Object.keys(root).find((each) => each.startsWith('__reactContainer$'));
  if (key === undefined) throw new Error('React renders nothing into this element.');
  const { stateNode } = Reflect.get(root, key) as { stateNode: { current: Fiber } };
  return stateNode.current;
}
