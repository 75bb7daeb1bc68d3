package attune.spark.hadoop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.jspecify.annotations.Nullable;

/** A file that is read, or written from its beginning to its end. */
final class HadoopChannel implements SeekableByteChannel {
    private final @Nullable FSDataInputStream in;
    private final @Nullable FSDataOutputStream out;
    private final long size;
    private boolean closed;

    private HadoopChannel(@Nullable FSDataInputStream in, @Nullable FSDataOutputStream out, long size) {
        this.in = in;
        this.out = out;
        this.size = size;
    }

    static HadoopChannel reading(FSDataInputStream in, long size) {
        return new HadoopChannel(in, null, size);
    }

    static HadoopChannel writing(FSDataOutputStream out) {
        return new HadoopChannel(null, out, 0);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (in == null) {
            throw new NonReadableChannelException();
        }
        byte[] bytes = new byte[into.remaining()];
        int got = in.read(bytes);
        into.put(bytes, 0, Math.max(0, got));
        return got;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (out == null) {
            throw new NonWritableChannelException();
        }
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        out.write(bytes);
        return bytes.length;
    }

    @Override
    public long position() throws IOException {
        return in != null ? in.getPos() : out != null ? out.getPos() : 0;
    }

    @Override
    public SeekableByteChannel position(long there) throws IOException {
        if (in == null) {
            throw new UnsupportedOperationException("Hadoop writes from the beginning to the end");
        }
        in.seek(there);
        return this;
    }

    @Override
    public long size() throws IOException {
        return in != null ? size : position();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (in != null) {
            in.close();
        }
        if (out != null) {
            out.close();
        }
    }
}
