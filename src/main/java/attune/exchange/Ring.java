package attune.exchange;

import attune.exchange.Meeting.Neighbours;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * An exchange over sockets, each rank connected to the next and the last to the first. To add up a vector, each rank sends
 * 2 (N − 1)/N of it, however many ranks there are (ring all-reduce: Patarasu and Yuan 2009). Every part of it is summed
 * in one order, whose result goes round, so that all ranks have the same bits. Nothing is encrypted, and nobody has to
 * prove who they are.
 *
 * <p>A rank that ends closes its connections, its neighbours then end, too, and so on; a host that vanishes is noticed by
 * the system's probes of the connection within half a minute.
 */
public final class Ring implements Exchange {
    private final Rank rank;
    private final Socket next;
    private final Socket previous;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "ring");
        thread.setDaemon(true);
        return thread;
    });

    private Ring(Rank rank, Neighbours neighbours) throws IOException {
        this.rank = rank;
        this.next = neighbours.next();
        this.previous = neighbours.previous();
        this.in = new DataInputStream(previous.getInputStream());
        this.out = new DataOutputStream(next.getOutputStream());
    }

    /**
     * Waits for all ranks, and joins them.
     *
     * @param rank which this is
     * @return the exchange of all; of one rank, {@link Exchange#ALONE}
     * @throws attune.fault.UserFault if not all come, or they do not agree on how many they are
     * @throws IOException if the network refuses
     */
    public static Exchange join(Rank rank) throws IOException {
        return rank.of() == 1 ? ALONE : new Ring(rank, Meeting.of(rank));
    }

    @Override
    public int rank() {
        return rank.number();
    }

    @Override
    public int size() {
        return rank.of();
    }

    @Override
    public void sum(float[] values) {
        int size = size();
        int chunk = (values.length + size - 1) / size;
        for (int step = 0; step < size - 1; step++) { // each rank ends up with the sum of one part
            pass(values, chunk, Math.floorMod(rank() - step, size), true);
        }
        for (int step = 0; step < size - 1; step++) { // the sums go round
            pass(values, chunk, Math.floorMod(rank() + 1 - step, size), false);
        }
    }

    /** Sends a part to the next rank; adds the part before it, from the previous rank, to the own, or copies it. */
    private void pass(float[] values, int chunk, int part, boolean add) {
        int from = Math.min(values.length, part * chunk);
        byte[] sent = bytes(values, from, Math.min(values.length, from + chunk));
        int at = Math.min(values.length, Math.floorMod(part - 1, size()) * chunk);
        int length = Math.min(values.length, at + chunk) - at;
        Future<?> sending = sender.submit(() -> {
            out.write(sent);
            return null;
        });
        try {
            ByteBuffer received = ByteBuffer.wrap(read(length * Float.BYTES));
            for (int i = at; i < at + length; i++) {
                values[i] = add ? values[i] + received.getFloat() : received.getFloat();
            }
            await(sending);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static byte[] bytes(float[] values, int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate((to - from) * Float.BYTES);
        bytes.asFloatBuffer().put(values, from, to - from);
        return bytes.array();
    }

    private byte[] read(int length) throws IOException {
        byte[] read = in.readNBytes(length);
        if (read.length < length) {
            throw new EOFException("closed");
        }
        return read;
    }

    @Override
    public byte[] tell(byte[] words) {
        try {
            byte[] told = leads() ? words : read(in.readInt());
            if (rank() < size() - 1) {
                out.writeInt(told.length);
                out.write(told);
            }
            return told;
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private static void await(Future<?> sending) throws IOException {
        try {
            sending.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
        }
    }

    /** Leaves, so that the others do not wait. */
    private UncheckedIOException lost(IOException e) {
        close();
        String why = e instanceof EOFException ? "closed" : e.getMessage();
        String message = "rank " + rank() + " of " + size() + ": the connection to a neighbour was lost (" + why
                + "): a rank has ended, and says why";
        return new UncheckedIOException(new RankLostException(message, e));
    }

    @Override
    public void close() {
        sender.shutdownNow();
        for (Socket socket : new Socket[] {next, previous}) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no more use either way.
            }
        }
    }
}
