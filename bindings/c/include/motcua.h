/* Một Cửa SDK behind one call.
 *
 * Requests and answers are the lines of `motcua rpc`, without the line feed:
 *
 *   {"v":1,"id":1,"op":"rpc.describe"}
 *
 * docs/rpc.md lists the operations. Link with -lmotcua_c.
 */
#ifndef MOTCUA_H
#define MOTCUA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Answers one request: `length` bytes of UTF-8 at `request`, at most 16 MiB; no terminator is needed. The answer is one
 * line of JSON, UTF-8, ends with a NUL, and is freed with motcua_free. Every failure is an answer too; NULL means that
 * there is no memory for one. What lives longer than a call stays behind handles, which belong to the process; any
 * thread may call, calls take turns. */
char *motcua_call(const char *request, size_t length);

/* Frees an answer; NULL is fine. */
void motcua_free(char *answer);

#ifdef __cplusplus
}
#endif

#endif
