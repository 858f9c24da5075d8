/** The attributes of a resource in a test: JSON values, and in any place `afterApply` or a `ref`. */
export type Attributes = Readonly<Record<string, unknown>>;

/** A value that the provider computes: known only after apply, and no matter of the configuration. */
export const afterApply = Symbol('known after apply');

/** An attribute of another resource. */
export class Reference {
  readonly address: string;
  readonly attribute: string;

  constructor(address: string, attribute: string) {
    this.address = address;
    this.attribute = attribute;
  }
}

/**
 * Refers to an attribute of a resource of the same module, as `aws_vpc.this.id` does in Terraform. Its value is known if the
 * plan knows it there.
 */
export const ref = (address: string, attribute: string): Reference => new Reference(address, attribute);

/** What a plan does to a resource, other than to create it. */
export class PlannedChange {
  readonly actions: readonly string[];
  readonly before: Attributes | null;
  readonly after: Attributes | null;
  readonly forcedBy: readonly string[];

  constructor(
    actions: readonly string[],
    before: Attributes | null,
    after: Attributes | null,
    forcedBy: readonly string[] = [],
  ) {
    this.actions = actions;
    this.before = before;
    this.after = after;
    this.forcedBy = forcedBy;
  }
}

/** A resource that stands and stays as it is. */
export const unchanged = (attributes: Attributes): PlannedChange =>
  new PlannedChange(['no-op'], attributes, attributes);

/** A resource that stands and is changed in place. */
export const updated = (before: Attributes, after: Attributes): PlannedChange =>
  new PlannedChange(['update'], before, after);

/**
 * A resource that is destroyed and made anew.
 * @param forcedBy the attributes whose change forces that
 */
export const replaced = (
  before: Attributes,
  after: Attributes,
  ...forcedBy: readonly string[]
): PlannedChange => new PlannedChange(['delete', 'create'], before, after, forcedBy);

/** A resource that is destroyed for good. */
export const destroyed = (before: Attributes): PlannedChange => new PlannedChange(['delete'], before, null);
