// biome-ignore-all lint: stands in until it is generated from the migrations
export type Database = any;
