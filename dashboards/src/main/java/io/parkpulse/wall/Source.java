package io.parkpulse.wall;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Where a connection comes from, as far as viewers can be distinguished: an IPv4 address; of an IPv6 address the
 * first 64 bits, since whoever has one has all that begin so.
 */
record Source(String name) {
    private static final int PREFIX_BYTES = 8;

    static Source of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new Source(address.getHostAddress());
        }
        try {
            byte[] prefix = Arrays.copyOf(Arrays.copyOf(address.getAddress(), PREFIX_BYTES), 16);
            return new Source(InetAddress.getByAddress(prefix).getHostAddress() + "/64");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 16 bytes are an address
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
