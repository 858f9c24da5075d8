import type { AwsResources } from './aws.generated.ts';
import type { Path } from './value.ts';

/**
 * The attributes of resource types, for the types of readings. Types that are not in it may have any attribute. A policy
 * author adds one by merging: `declare module 'tfplan-studio' { interface ResourceTypes { google_storage_bucket: … } }`.
 */
export interface ResourceTypes extends AwsResources {}

/** The attributes of a resource type; `unknown` where they are not known. */
export type AttributesOf<Type extends string> = Type extends keyof ResourceTypes
  ? ResourceTypes[Type]
  : unknown;

/** The names of a resource type's attributes; any where they are not known. */
export type AttributeName<Type extends string> = Type extends keyof ResourceTypes
  ? keyof ResourceTypes[Type] & string
  : string;

/** The type of what is at a path below a value of type `T`; `never` where it has no such place. */
export type At<T, Steps extends Path> = Steps extends readonly [infer Step, ...infer Rest extends Path]
  ? At<Below<T, Step>, Rest>
  : Steps extends readonly []
    ? T
    : unknown;

type Below<T, Step> = unknown extends T
  ? unknown
  : T extends readonly (infer Element)[]
    ? Step extends number
      ? Element
      : never
    : Step extends keyof T
      ? T[Step]
      : never;

/** What a list, set or map of type `T` holds. */
export type Elements<T> = Below<T, number>;

/** What a value of type `T` can be compared with. */
export type Scalar<T> = unknown extends T ? string | number | boolean : Extract<T, string | number | boolean>;
