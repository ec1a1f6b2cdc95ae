cimport cython
from simulator.world.kernel.meetings cimport Meetings

cdef long long CUT_OFF, DELAYS, DONE, DONE_SO, ENDS, FAILED_SO, FAILS, FOREVER, HANDED_OVER, IDLE, NOT_OVER
cdef long long OPEN_WAY, PAUSED, PLACE_BITS, PRIORITY_BITS, QUEUED, READY, ROW, RUNNING, STAFFED, TIMED_OUT_SO
cdef long long TIMEOUTS

cdef class Jobs(Meetings):
    cdef long long traced
    cdef public long long told
    cdef long long[::1] tape
    cdef long long[::1] priority, every, timeout, direct, done, decides, reaches_at, reaches
    cdef long long[::1] ending_at, ending_name, gives_at, gives, at_most, sent_to, member_at, member
    cdef long long[::1] follower_at, follower
    cdef long long[::1] status, visit, sent_back, ready_at, asked_at, started_at, resumed_at, worked, takes
    cdef long long[::1] ended, ended_at, ends_at, times_out_at, because, reopened_at, delay_until, delayed_by
    cdef long long[::1] in_line, begun_by, touched, is_touched
    cdef long long touches

    cpdef lengthen_tape(self, long long size)
    cdef int ask(self, long long job) except -1 nogil
    cdef int set_turn(self, long long job) except -1 nogil
    cdef long long begins(self, long long job) except? -1 nogil
    cdef int tell_staffed(self, long long job) except -1 nogil
    cdef long long _works(self, long long job) except? -1 nogil
    cdef long long schedule_end(self, long long job) except? -1 nogil
    cdef long long ends(self, long long job) except? -1 nogil
    cdef int has_paused(self, long long job) except -1 nogil
    cdef long long resumes(self, long long job) except? -1 nogil
    cdef int _tell_handed_over(self, long long job) except -1 nogil
    cdef int set_timeout(self, long long job) except -1 nogil
    cdef int time_out(self, long long job) except -1 nogil
    cdef int is_at_work(self, long long job) except -1 nogil
    cdef int let_go_of(self, long long job) except -1 nogil
    cdef int _stop(self, long long job) except -1 nogil
    cdef int end(self, long long job) except -1 nogil
    cdef int _time_up(self, long long job) except -1 nogil
    cdef int _finish(self, long long job, long long end, long long ending) except -1 nogil
    cdef int _reach_all(self, long long job, long long ending) except -1 nogil
    @cython.locals(start_again=cython.bint)
    cdef int _send_back(self, long long job, long long end) except -1 nogil
    cdef int _may_come_again(self, long long step) except -1 nogil
    cdef int begin_anew(self, long long step, long long cause) except -1 nogil
    cdef int put_off(self, long long step, long long until, long long cause) except -1 nogil
    cdef int touch(self, long long step) except -1 nogil
    cdef int touch_followers(self, long long job) except -1 nogil
    cdef int tell(self, long long figure) except -1 nogil
    cdef int write_down(self, long long kind, long long job, long long end, long long worked, long long at) except -1 nogil
    cdef int cut_off(self, long long at) except -1 nogil
    cdef int _tell_lacked(self, long long job, long long at) except -1 nogil
    cdef int reach(self, long long milestone, long long by) except -1 nogil
    cdef int decide(self, long long job, long long ending) except -1 nogil
    cdef int come_up(self, long long step) except -1 nogil
    cdef int until_came(self, long long step) except -1 nogil
