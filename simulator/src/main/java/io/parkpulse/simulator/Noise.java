package io.parkpulse.simulator;

/**
 * Numbers that look random and depend on nothing but a seed and the keys asked for.
 *
 * <p>Each number is a hash of its keys (the finalizer of SplitMix64, Steele, Lea and Flood 2014), so none depends on
 * which others were drawn before it: an enterprise keeps its days whatever else a scenario contains.
 *
 * @param seed where the hashing starts
 */
record Noise(long seed) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** A bijection of 64 bits: different arguments never give the same result. */
    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** 64 random bits of this key. */
    long bits(long key) {
        return mix(seed + key * GOLDEN);
    }

    /** A source of its own for this key. */
    Noise of(long key) {
        return new Noise(mix(bits(key) + GOLDEN));
    }

    /** A source of its own for this name. */
    Noise of(String name) {
        Noise result = this;
        for (int i = 0; i < name.length(); i++) {
            result = result.of(name.charAt(i));
        }
        return result;
    }

    /** A whole number from {@code least} to {@code greatest}, both included. */
    int between(int least, int greatest, long key) {
        long span = greatest - (long) least + 1;
        return (int) (least + ((bits(key) >>> 32) * span >>> 32));
    }

    /** True in {@code permille} of 1000 keys. */
    boolean chance(int permille, long key) {
        return between(0, 999, key) < permille;
    }
}
