/**
 * Speech models behind a port: requests over HTTP and WebSocket in, transcripts out. {@code TranscriptionServer} is the
 * front door; read it, then {@code Transcriptions}, which answers one upload, and {@code ModelLine}, where uploads meet.
 *
 * <p>An upload is admitted ({@code Admission}) before its body is read, read as pieces of at most 30 seconds by its
 * request's thread ({@code Recording}), and waits piece by piece in the line of its model. What waits there goes into
 * the next pass of the network together; recordings take turns, so a short clip does not wait for a long one. Nobody
 * waits for a pass to fill. A transcript is what {@code attune.speech.Transcriber} makes of the same file.
 *
 * <p>Live sound comes over a WebSocket: a {@code LiveSession} in one of two dialects, {@code RealtimeSession} or {@code
 * VoskSession}, above one {@code LiveSound}.
 *
 * <p>{@code Page} is for people, at {@code /}: modules and a stylesheet under {@code resources}, which ask the same API.
 *
 * <p>Traps:
 *
 * <ul>
 *   <li>Once the JVM is ending, oneDNN starts nothing any more: stop the server first, then exit.
 *   <li>HTTP/1.1 does not tell that a client has left until something is written to it, and nothing may be written before
 *       the answer; {@code ClientSocket} asks the system instead.
 *   <li>A message must not tell the server's paths to a client, nor a log line what was said.
 * </ul>
 */
@NullMarked
package attune.server;

import org.jspecify.annotations.NullMarked;
